import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router'
import { Logo } from '@/components/logo/logo'
import { ErrorState } from '@/components/states/states'
import { Loading } from '@/components/ui/skeleton'
import { useAuth } from '@/hooks/use-auth'
import { paths } from '@/lib/paths'
import { say } from '@/lib/words/say'
import { reasonOf } from '@/services/api/errors'
import { metaQuery } from '@/services/meta'

const Toaster = lazy(() => import('@/components/ui/toaster').then((m) => ({ default: m.Toaster })))

/** What surrounds every page, signed in or not. */
export const RootFrame = () => (
  <>
    <Outlet />
    <Suspense>
      <Toaster />
    </Suspense>
    <ScrollRestoration />
  </>
)

/** The same as index.html shows before there is any script. */
export const Waiting = () => (
  <Loading className="grid min-h-dvh place-items-center">
    <Logo size={48} className="animate-pulse" />
  </Loading>
)

const NoServer = ({ error, retry }: { error: unknown; retry: () => void }) => (
  <main className="grid min-h-dvh place-items-center p-4">
    <ErrorState title={say(reasonOf(error))} onRetry={retry} />
  </main>
)

/** Only for who is signed in; others sign in first and come back to where they wanted to go. */
export const RequireUser = () => {
  const auth = useAuth()
  const { pathname, search } = useLocation()
  const meta = useQuery(metaQuery())
  if (auth.status === 'loading') return <Waiting />
  if (auth.status === 'unreachable') return <NoServer error={auth.error} retry={auth.retry} />
  if (auth.status === 'signed-out') {
    const next = pathname === paths.today ? '' : `?next=${encodeURIComponent(pathname + search)}`
    return <Navigate to={paths.login + next} replace />
  }
  if (meta.isPending) return <Waiting /> // whether there is a banner above the page: nothing is to move
  return <Outlet />
}

/** A path of this app; anything else would lead the user away. */
const safeNext = (search: string): string => {
  const next = new URLSearchParams(search).get('next') ?? ''
  return /^\/(?![/\\])/.test(next) ? next : paths.today
}

/** Only for who is not signed in. */
export const RequireVisitor = () => {
  const auth = useAuth()
  const { search, pathname } = useLocation()
  if (auth.status === 'loading') return <Waiting />
  if (auth.status === 'unreachable') return <NoServer error={auth.error} retry={auth.retry} />
  if (auth.status === 'signed-in')
    return <Navigate to={pathname === paths.register ? paths.setup : safeNext(search)} replace />
  return <Outlet />
}
