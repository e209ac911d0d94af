import { Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { Link } from 'react-router'
import { Button } from '@/components/ui/button'
import { setTheme, useTheme, type Theme } from '@/hooks/ui/use-theme'
import { paths } from '@/lib/paths'
import { navigation } from '@/lib/words/navigation'
import type { Account } from './layout'

const THEMES: Record<Theme, { label: string; icon: typeof Sun; next: Theme }> = {
  system: { label: navigation.system, icon: Monitor, next: 'light' },
  light: { label: navigation.light, icon: Sun, next: 'dark' },
  dark: { label: navigation.dark, icon: Moon, next: 'system' },
}

const ThemeButton = () => {
  const { label, icon: Icon, next } = THEMES[useTheme()]
  const name = `${navigation.theme}: ${label}`
  return (
    <Button variant="ghost" size="icon" aria-label={name} title={name} onClick={() => setTheme(next)}>
      <Icon aria-hidden />
    </Button>
  )
}

/** Who is signed in, and what concerns the app as a whole. */
export const AccountBar = ({ account }: { account: Account }) => (
  <div className="grid gap-1 border-t border-line pt-3">
    <Link to={paths.settings} className="truncate rounded-md px-2 py-1 text-sm hover:bg-sunken">
      {account.name}
    </Link>
    <div className="flex">
      <ThemeButton />
      <Button
        variant="ghost"
        size="icon"
        aria-label={navigation.shortcuts}
        title={`${navigation.shortcuts} (?)`}
        onClick={account.onShortcuts}
      >
        <Keyboard aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={navigation.signOut}
        title={navigation.signOut}
        onClick={account.onSignOut}
      >
        <LogOut aria-hidden />
      </Button>
    </div>
  </div>
)
