import { useMutation, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Link, Outlet, useLocation, useNavigate } from 'react-router'
import { ErrorBoundary } from '@/components/error-boundary/error-boundary'
import { Banner } from '@/components/layout/banner'
import { Layout } from '@/components/layout/layout'
import { adminItem, mainItems, settingsItem } from '@/components/layout/navigation'
import { LoadingRows } from '@/components/ui/skeleton'
import { useOpenListing } from '@/hooks/ui/use-listing-param'
import { moveRow, tickRow, useShortcuts } from '@/hooks/ui/use-shortcuts'
import { useUser } from '@/hooks/use-auth'
import { LiveProvider, useLiveState } from '@/hooks/use-live'
import { useLiveToasts } from '@/hooks/use-live-toasts'
import { paths } from '@/lib/paths'
import { navigation } from '@/lib/words/navigation'
import { logout } from '@/services/auth'
import { metaQuery } from '@/services/meta'

const ListingSheet = lazy(() =>
  import('@/pages/result/result-sheet').then((m) => ({ default: m.ResultSheet })),
)
const ShortcutSheet = lazy(() =>
  import('@/components/shortcuts/shortcut-sheet').then((m) => ({ default: m.ShortcutSheet })),
)

const Banners = () => {
  const live = useLiveState()
  const meta = useQuery(metaQuery())
  const user = useUser()
  return (
    <>
      {meta.data?.environment === 'sample' && (
        <Banner tone="accent">
          {navigation.sample}
          {user.is_admin && (
            <Link to={paths.admin} className="font-medium underline underline-offset-2">
              {navigation.goLive}
            </Link>
          )}
        </Banner>
      )}
      {live === 'reconnecting' && <Banner tone="warn">{navigation.reconnecting}</Banner>}
      {live === 'offline' && <Banner tone="warn">{navigation.offline}</Banner>}
    </>
  )
}

const newSearch = `${paths.searches}?new=1`

const useGlobalShortcuts = (onHelp: () => void) => {
  const navigate = useNavigate()
  const actions = useMemo(() => {
    const places = [...mainItems, settingsItem, adminItem].map(
      ({ key, to }) => [`g ${key}`, () => void navigate(to)] as const,
    )
    return {
      ...Object.fromEntries(places),
      '?': onHelp,
      n: () => void navigate(newSearch),
      '/': () => {
        const filter = document.querySelector<HTMLElement>('[data-filter]')
        if (filter) filter.focus()
        else void navigate(newSearch)
      },
      x: tickRow,
      j: () => moveRow(1),
      k: () => moveRow(-1),
    }
  }, [navigate, onHelp])
  useShortcuts(actions)
}

/** After a change of page the focus (and a screen reader) is at its start, not on a link that is gone. */
const useFocusOnNavigation = (pathname: string) => {
  const previous = useRef(pathname)
  useEffect(() => {
    if (previous.current === pathname) return
    previous.current = pathname
    document.getElementById('content')?.focus({ preventScroll: true })
  }, [pathname])
}

const Frame = () => {
  const user = useUser()
  const { pathname } = useLocation()
  const { resultId, close } = useOpenListing()
  const [help, setHelp] = useState(false)
  const signOut = useMutation(logout())
  const showHelp = useMemo(() => () => setHelp(true), [])
  useGlobalShortcuts(showHelp)
  useFocusOnNavigation(pathname)
  return (
    <Layout
      banners={<Banners />}
      account={{
        name: user.display_name || user.email,
        isAdmin: user.is_admin,
        onSignOut: () => signOut.mutate(),
        onShortcuts: showHelp,
      }}
    >
      <ErrorBoundary resetKey={pathname}>
        <Suspense fallback={<LoadingRows />}>
          <Outlet />
        </Suspense>
      </ErrorBoundary>
      <Suspense>
        {resultId && <ListingSheet key={resultId} resultId={resultId} onClose={close} />}
        {help && <ShortcutSheet open onOpenChange={setHelp} />}
      </Suspense>
    </Layout>
  )
}

/** The signed-in app: its frame, its live connection, and the listing that may be open beside any page. */
export const Shell = () => (
  <LiveProvider onEvent={useLiveToasts()}>
    <Frame />
  </LiveProvider>
)
