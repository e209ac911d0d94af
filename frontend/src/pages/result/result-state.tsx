import type { UseQueryResult } from '@tanstack/react-query'
import { ErrorState } from '@/components/states/states'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import { listing as t } from '@/lib/words/listing'
import { say } from '@/lib/words/say'
import { isGone, reasonOf } from '@/services/api/errors'
import type { ResultDetail } from '@/services/results'

/** While a listing is not there: waiting, gone meanwhile, or failed. */
export const ResultState = ({ query }: { query: UseQueryResult<ResultDetail> }) => {
  if (query.isError)
    return (
      <ErrorState
        title={isGone(query.error) ? t.gone : t.failed}
        detail={isGone(query.error) ? undefined : say(reasonOf(query.error))}
        onRetry={() => void query.refetch()}
      />
    )
  return (
    <Loading className="grid gap-4">
      <Skeleton className="h-40" />
      <Skeleton className="h-28" />
      <Skeleton className="h-40" />
    </Loading>
  )
}
