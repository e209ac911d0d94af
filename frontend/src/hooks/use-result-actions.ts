import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { notifyDone } from '@/lib/notify'
import { listing as t } from '@/lib/words/listing'
import { markResults, refreshResults, type Mark, type Result } from '@/services/results'

/** How many stale rows an open page has read again by itself. */
const FIRST_STALE = 20

/** Marks with undo, and the refreshing of what is too old to be shown. */
export const useResultActions = () => {
  const { mutate: mark } = useMutation(markResults())
  const { mutate: refresh } = useMutation(refreshResults())
  const onMark = useCallback(
    ({ id, mark: before }: Pick<Result, 'id' | 'mark'>, next: Mark | null) => {
      mark({ ids: [id], mark: next })
      if (next === 'dismissed')
        notifyDone(t.dismissedToast, { undo: () => mark({ ids: [id], mark: before }) })
    },
    [mark],
  )
  const onRefresh = useCallback((id: string) => refresh([id]), [refresh])
  return { onMark, onRefresh, refreshMany: refresh }
}

/** Has the first stale rows of a page read again, each once. */
export const useRefreshStale = (
  results: { id: string; stale: boolean }[],
  refresh: (ids: string[]) => void,
): void => {
  const asked = useRef(new Set<string>())
  useEffect(() => {
    const ids = results
      .filter(({ id, stale }) => stale && !asked.current.has(id))
      .slice(0, FIRST_STALE)
      .map(({ id }) => id)
    if (ids.length === 0 || asked.current.size >= FIRST_STALE) return
    ids.forEach((id) => asked.current.add(id))
    refresh(ids)
  }, [results, refresh])
}
