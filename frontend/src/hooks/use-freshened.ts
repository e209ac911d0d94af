import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Recommendation } from '@/services/recommendations'
import { refreshResults } from '@/services/results'

/** How many stale rows an open page has read again by itself. */
const FIRST_STALE = 20

interface Shown {
  id: string
  stale: boolean
}

/** Has the first stale offers on a page read again, each once; what comes of it arrives as an event. */
export const useFreshened = (offers: readonly Shown[]): void => {
  const { mutate: refresh } = useMutation(refreshResults())
  const asked = useRef(new Set<string>())
  useEffect(() => {
    const ids = offers
      .filter(({ id, stale }) => stale && !asked.current.has(id))
      .slice(0, FIRST_STALE - asked.current.size)
      .map(({ id }) => id)
    if (ids.length === 0) return
    ids.forEach((id) => asked.current.add(id))
    refresh(ids)
  }, [offers, refresh])
}

export const offersOfDeals = (deals: readonly Recommendation[]): Shown[] =>
  deals.flatMap((deal) => deal.items.map(({ result_id: id, stale }) => ({ id, stale })))
