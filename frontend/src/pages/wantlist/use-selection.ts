import { useCallback, useMemo, useState } from 'react'
import type { Want } from '@/services/wantlist'

/** Which wants are ticked. */
export const useSelection = (wants: Want[]) => {
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
  const chosen = useMemo(() => wants.filter(({ id }) => ids.has(id)), [wants, ids])
  return {
    chosen,
    has: (id: string) => ids.has(id),
    toggle,
    toggleAll: () => setIds(chosen.length === wants.length ? new Set() : new Set(wants.map(({ id }) => id))),
    clear: () => setIds(new Set()),
    isAll: wants.length > 0 && chosen.length === wants.length,
  }
}

export type Selection = ReturnType<typeof useSelection>
