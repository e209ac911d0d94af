import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError, Unreachable } from './errors'

interface Handlers {
  /** A background refetch failed while older data still shows. */
  onStale: (error: unknown) => void
  /** A change failed and nobody at hand said so (`meta.quiet`). */
  onFailure: (error: unknown) => void
}

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: { quiet?: boolean }
  }
}

/** A page left open is read again now and then: the server says which figures have become too old to be shown. */
export const REREAD_MS = 10 * 60_000

/** What asking again can mend: no answer, a server in trouble, a limit. Never what the server refused. */
const isWorthAnotherTry = (count: number, error: unknown): boolean =>
  count < 2 && (error instanceof Unreachable || (error instanceof ApiError && error.status >= 500))

export const createQueryClient = ({ onStale, onFailure }: Handlers): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: isWorthAnotherTry,
        refetchOnWindowFocus: true,
        refetchInterval: REREAD_MS,
      },
    },
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.state.data !== undefined) onStale(error)
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (!mutation.meta?.quiet) onFailure(error)
      },
    }),
  })
