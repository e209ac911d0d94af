import { useMemo } from 'react'
import type { Recommendation } from '@/services/recommendations'
import { useRefreshStale, useResultActions } from './use-result-actions'

/** Has the stale offers of the deals on screen read again, each once. */
export const useRefreshStaleDeals = (deals: Recommendation[]): void => {
  const { refreshMany } = useResultActions()
  const items = useMemo(
    () => deals.flatMap((deal) => deal.items.map(({ result_id: id, stale }) => ({ id, stale }))),
    [deals],
  )
  useRefreshStale(items, refreshMany)
}
