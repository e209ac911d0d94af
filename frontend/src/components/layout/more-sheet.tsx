import { LogOut } from 'lucide-react'
import { Link } from 'react-router'
import { Sheet } from '@/components/ui/dialog'
import { setTheme, useTheme, type Theme } from '@/hooks/ui/use-theme'
import { navigation } from '@/lib/words/navigation'
import type { Account } from './layout'
import { adminItem, mainItems, phoneItems, settingsItem } from './navigation'

const ThemeChoice = () => {
  const theme = useTheme()
  const choices: [Theme, string][] = [
    ['light', navigation.light],
    ['dark', navigation.dark],
    ['system', navigation.system],
  ]
  return (
    <fieldset className="flex gap-1">
      <legend className="mb-1 label-caps">{navigation.theme}</legend>
      {choices.map(([value, label]) => (
        <button
          key={value}
          type="button"
          aria-pressed={theme === value}
          onClick={() => setTheme(value)}
          className="h-10 flex-1 rounded-md border border-line text-sm aria-pressed:border-accent aria-pressed:text-accent"
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}

/** The rest of the navigation, on a phone. */
export const MoreSheet = ({ account, onClose }: { account: Account; onClose: () => void }) => {
  const rest = mainItems.filter((entry) => !phoneItems.includes(entry))
  const items = [...rest, settingsItem, ...(account.isAdmin ? [adminItem] : [])]
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={account.name}>
      <ul className="grid gap-1">
        {items.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              onClick={onClose}
              className="flex h-12 items-center gap-3 rounded-md px-2 text-lg hover:bg-sunken"
            >
              <Icon className="size-5 text-ink-soft" aria-hidden />
              {label}
            </Link>
          </li>
        ))}
        <li>
          <button
            type="button"
            onClick={account.onSignOut}
            className="flex h-12 w-full items-center gap-3 rounded-md px-2 text-lg hover:bg-sunken"
          >
            <LogOut className="size-5 text-ink-soft" aria-hidden />
            {navigation.signOut}
          </button>
        </li>
      </ul>
      <div className="mt-4">
        <ThemeChoice />
      </div>
    </Sheet>
  )
}
