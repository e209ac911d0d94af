import { NavLink } from 'react-router'
import { cn } from '@/lib/cn'
import { navigation } from '@/lib/words/navigation'
import { AccountBar } from './account-bar'
import { Brand } from './brand'
import type { Account } from './layout'
import { adminItem, mainItems, settingsItem, type NavigationItem } from './navigation'

const Item = ({ item: { to, label, icon: Icon } }: { item: NavigationItem }) => (
  <li>
    <NavLink
      to={to}
      end={to === '/'}
      className={({ isActive }) =>
        cn(
          'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium',
          isActive ? 'bg-sunken text-ink' : 'text-ink-soft hover:bg-sunken hover:text-ink',
        )
      }
    >
      <Icon className="size-4" aria-hidden />
      {label}
    </NavLink>
  </li>
)

export const Sidebar = ({ account }: { account: Account }) => (
  <aside className="sticky top-0 hidden h-dvh flex-col gap-6 border-r border-line px-3 py-5 md:flex">
    <Brand />
    <nav aria-label={navigation.main} className="flex grow flex-col justify-between">
      <ul className="grid gap-0.5">
        {mainItems.map((item) => (
          <Item key={item.to} item={item} />
        ))}
      </ul>
      <ul className="grid gap-0.5">
        {account.isAdmin && <Item item={adminItem} />}
        <Item item={settingsItem} />
      </ul>
    </nav>
    <AccountBar account={account} />
  </aside>
)
