import { useCallback, useMemo, useState } from 'react'

/** Which of the items are ticked. */
export const useSelection = <T extends { id: string }>(items: readonly T[]) => {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback(
    (id: string) =>
      setIds((before) => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    [],
  )
  const clear = useCallback(() => setIds(new Set()), [])
  const chosen = useMemo(() => (ids.size > 0 ? items.filter(({ id }) => ids.has(id)) : []), [items, ids])
  const isAll = items.length > 0 && chosen.length === items.length
  return {
    chosen,
    has: (id: string) => ids.has(id),
    toggle,
    toggleAll: () => setIds(isAll ? new Set() : new Set(items.map(({ id }) => id))),
    clear,
    isAll,
  }
}
