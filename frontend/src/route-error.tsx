import { useRouteError } from 'react-router'
import { ErrorState } from '@/components/states/states'
import { boundary } from '@/lib/words/boundary'

/** The page's own code could not be loaded: the network, or a newer version of the app has replaced it. */
const isChunkMissing = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|module script|Importing/i.test(error.message)

/** Stands where a page should be when its route failed; the frame around it stays. */
export const RouteError = () => {
  const missing = isChunkMissing(useRouteError())
  return (
    <ErrorState
      title={missing ? boundary.outdated : boundary.page}
      detail={missing ? boundary.outdatedHint : boundary.detail}
      onRetry={() => window.location.reload()}
    />
  )
}
