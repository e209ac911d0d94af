import { useQuery, useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  useContext,
  useDeferredValue,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { setLocale } from '@/lib/locale'
import { forgetRestored, onTokenChange, restoreSession, token } from '@/services/api/session'
import { meQuery, type User } from '@/services/auth'

export type Auth =
  | { status: 'loading' }
  | { status: 'unreachable'; error: unknown; retry: () => void }
  | { status: 'signed-out' }
  | { status: 'signed-in'; user: User }

const AuthContext = createContext<Auth>({ status: 'loading' })

/** Tries the refresh cookie once; from then on follows the token. */
const useRestoredSession = () => {
  const [attempt, setAttempt] = useState(0)
  const [restored, setRestored] = useState<{ attempt: number; error?: unknown } | null>(null)
  useEffect(() => {
    restoreSession().then(
      () => setRestored({ attempt }),
      (error: unknown) => setRestored({ attempt, error }),
    )
  }, [attempt])
  const retry = () => {
    forgetRestored()
    setAttempt((n) => n + 1)
  }
  const current = restored?.attempt === attempt ? restored : null
  return { done: current !== null, error: current?.error, retry }
}

export const AuthProvider = ({ children }: { children: ReactNode }) => {
  const client = useQueryClient()
  const session = useRestoredSession()
  const signedIn = useSyncExternalStore(onTokenChange, () => token() !== null)
  const me = useQuery({ ...meQuery(), enabled: signedIn })

  useEffect(() => {
    if (session.done && !signedIn)
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' })
  }, [client, session.done, signedIn])

  setLocale(me.data?.locale)
  const auth = useDeferredValue(describe()) // what follows from it is drawn in slices
  return <AuthContext.Provider value={auth}>{children}</AuthContext.Provider>

  function describe(): Auth {
    if (signedIn && me.data) return { status: 'signed-in', user: me.data }
    if (!session.done) return { status: 'loading' }
    if (session.error && !signedIn)
      return { status: 'unreachable', error: session.error, retry: session.retry }
    if (!signedIn) return { status: 'signed-out' }
    if (me.error) return { status: 'unreachable', error: me.error, retry: () => void me.refetch() }
    return { status: 'loading' }
  }
}

export const useAuth = (): Auth => useContext(AuthContext)

/** The signed-in user; only below the routes that require one. */
export const useUser = (): User => {
  const auth = useAuth()
  if (auth.status !== 'signed-in') throw new Error('useUser outside the signed-in part of the app')
  return auth.user
}
