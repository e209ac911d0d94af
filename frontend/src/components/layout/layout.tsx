import type { ReactNode } from 'react'
import { marketplaces } from '@/lib/words/marketplaces'
import { navigation } from '@/lib/words/navigation'
import { BottomBar } from './bottom-bar'
import { Sidebar } from './sidebar'

export interface Account {
  name: string
  isAdmin: boolean
  onSignOut: () => void
  onShortcuts: () => void
}

interface LayoutProps {
  account: Account
  /** Lines above the page: sample mode, reconnecting. */
  banners?: ReactNode
  children: ReactNode
}

/** The frame of the signed-in app: a sidebar at a desk, a bottom bar on a phone. */
export const Layout = ({ account, banners, children }: LayoutProps) => (
  <div className="md:grid md:min-h-dvh md:grid-cols-[13rem_minmax(0,1fr)]">
    <a
      href="#content"
      className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      {navigation.skip}
    </a>
    <Sidebar account={account} />
    <div className="flex min-h-dvh min-w-0 flex-col pb-16 md:pb-0">
      {banners}
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl grow px-4 py-5 focus:outline-none md:px-8 md:py-7"
      >
        {children}
      </main>
      <footer className="mx-auto w-full max-w-6xl px-4 pt-6 pb-4 text-xs text-pretty text-ink-soft md:px-8">
        {marketplaces.discogsNotice}
      </footer>
    </div>
    <BottomBar account={account} />
  </div>
)
