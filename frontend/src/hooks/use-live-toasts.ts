import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useNavigate } from 'react-router'
import { notifyDone } from '@/lib/notify'
import { paths } from '@/lib/paths'
import { shownSearchName } from '@/lib/search-name'
import { live as t } from '@/lib/words/live'
import { searchQuery } from '@/services/searches'
import type { LiveEvent } from '@/types/live'

const idOf = (data: LiveEvent['data'], name: string): string | null => {
  const value = data[name]
  return typeof value === 'string' ? value : null
}

/** Says when long work is complete, with a way to what came of it. */
export const useLiveToasts = (): ((event: LiveEvent) => void) => {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useCallback(
    ({ kind, data }: LiveEvent) => {
      const id = idOf(data, 'search_id')
      const basket = idOf(data, 'basket_id')
      const open = (to: string) =>
        window.location.pathname === to ? {} : { action: { label: t.open, onClick: () => void navigate(to) } }
      if (kind === 'sync.finished') notifyDone(t.syncFinished, { id: 'sync' })
      if (kind === 'basket.solved' && basket)
        notifyDone(t.basketSolved, { id: 'basket', ...open(paths.oneBasket(basket)) })
      if (kind !== 'analysis.finished' || !id) return
      const name = client.getQueryData(searchQuery(id).queryKey)?.name
      if (name)
        notifyDone(t.runFinished(shownSearchName(name)), { id: `run-${id}`, ...open(paths.search(id)) })
    },
    [client, navigate],
  )
}
