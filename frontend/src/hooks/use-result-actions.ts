import { useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'
import { notifyDone } from '@/lib/notify'
import { listing as t } from '@/lib/words/listing'
import { markResults, refreshResults, type Mark, type Result } from '@/services/results'

type Marked = Pick<Result, 'id' | 'mark'>

/** Results by the mark they had, so that each gets its own back. */
const byMark = (results: readonly Marked[]): Map<Mark | null, string[]> => {
  const groups = new Map<Mark | null, string[]>()
  results.forEach(({ id, mark }) => groups.set(mark, [...(groups.get(mark) ?? []), id]))
  return groups
}

/** Marks, which can be taken back, and the reading anew of what is too old to be shown. */
export const useResultActions = () => {
  const { mutate: mark } = useMutation(markResults())
  const { mutate: refresh } = useMutation(refreshResults())
  const onMarkAll = useCallback(
    (results: readonly Marked[], next: Mark | null) => {
      const before = byMark(results)
      mark({ ids: results.map(({ id }) => id), mark: next })
      notifyDone(t.markedToast(next, results.length), {
        id: 'marked',
        undo: () => before.forEach((ids, old) => mark({ ids, mark: old })),
      })
    },
    [mark],
  )
  const onMark = useCallback(
    (result: Marked, next: Mark | null) =>
      next === 'dismissed' ? onMarkAll([result], next) : mark({ ids: [result.id], mark: next }),
    [mark, onMarkAll],
  )
  const onRefresh = useCallback((id: string) => refresh([id]), [refresh])
  return { onMark, onMarkAll, onRefresh }
}
