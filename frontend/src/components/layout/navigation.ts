import {
  Heart, House, LibraryBig, Search, Settings, ShieldCheck, ShoppingBasket, Store, type LucideIcon,
} from 'lucide-react' // prettier-ignore
import { paths } from '@/lib/paths'
import { navigation } from '@/lib/words/navigation'

export interface NavigationItem {
  to: string
  label: string
  icon: LucideIcon
  /** The second key of the shortcut "g …". */
  key: string
}

/** What one does here, most used first. */
export const mainItems: NavigationItem[] = [
  { to: paths.today, label: navigation.today, icon: House, key: 't' },
  { to: paths.searches, label: navigation.searches, icon: Search, key: 's' },
  { to: paths.wantlist, label: navigation.wantlist, icon: Heart, key: 'w' },
  { to: paths.collection, label: navigation.collection, icon: LibraryBig, key: 'c' },
  { to: paths.basket, label: navigation.basket, icon: ShoppingBasket, key: 'b' },
  { to: paths.sellers, label: navigation.sellers, icon: Store, key: 'e' },
]

export const settingsItem: NavigationItem = {
  to: paths.settings,
  label: navigation.settings,
  icon: Settings,
  key: ',',
}
export const adminItem: NavigationItem = {
  to: paths.admin,
  label: navigation.admin,
  icon: ShieldCheck,
  key: 'a',
}

/** What fits in the bottom bar of a phone; the rest is under "More". */
export const phoneItems = mainItems.filter((item) =>
  [paths.today, paths.searches, paths.wantlist, paths.basket].some((path) => path === item.to),
)
