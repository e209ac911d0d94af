import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { NavLink } from 'react-router'
import { cn } from '@/lib/cn'
import { navigation } from '@/lib/words/navigation'
import type { Account } from './layout'
import { phoneItems } from './navigation'

const item = 'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium'

const MoreSheet = lazy(() => import('./more-sheet').then((m) => ({ default: m.MoreSheet })))

export const BottomBar = ({ account }: { account: Account }) => {
  const [open, setOpen] = useState(false)
  return (
    <nav
      aria-label={navigation.main}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {phoneItems.map(({ to, label, icon: Icon }) => (
        <NavLink
          key={to}
          to={to}
          end={to === '/'}
          className={({ isActive }) => cn(item, isActive ? 'text-accent' : 'text-ink-soft')}
        >
          <Icon className="size-5" aria-hidden />
          {label}
        </NavLink>
      ))}
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        className={cn(item, 'text-ink-soft')}
      >
        <Ellipsis className="size-5" aria-hidden />
        {navigation.more}
      </button>
      <Suspense>{open && <MoreSheet account={account} onClose={() => setOpen(false)} />}</Suspense>
    </nav>
  )
}
