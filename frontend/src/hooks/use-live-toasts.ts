import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useNavigate } from 'react-router'
import { notifyDone } from '@/lib/notify'
import { paths } from '@/lib/paths'
import { shownSearchName } from '@/lib/search-name'
import { live as t } from '@/lib/words/live'
import { searchQuery } from '@/services/searches'
import { sellerQuery } from '@/services/sellers'
import type { LiveEvent } from '@/types/live'

interface Completion {
  text: string
  /** Of one kind only the newest is worth reading. */
  id: string
  to?: string
}

const textOf = (data: LiveEvent['data'], name: string): string => {
  const value = data[name]
  return typeof value === 'string' ? value : ''
}

const completedSync = (client: QueryClient, data: LiveEvent['data']): Completion | null => {
  const subject = textOf(data, 'subject')
  const id = textOf(data, 'id')
  if (subject === 'inventory') {
    const name = client.getQueryData(sellerQuery(id).queryKey)?.name
    return name ? { text: t.stockRead(name), id: `stock-${id}`, to: paths.seller(id) } : null
  }
  const text = textOf(data, 'error') ? t.unread(subject) : t.read(subject)
  return text ? { text, id: `sync-${subject}` } : null
}

/** What an event says is complete; null when nobody waits for it. */
const completed = (client: QueryClient, { kind, data }: LiveEvent): Completion | null => {
  const basket = textOf(data, 'basket_id')
  const search = textOf(data, 'search_id')
  if (kind === 'sync.finished') return completedSync(client, data)
  if (kind === 'basket.solved' && basket)
    return { text: t.basketSolved, id: 'basket', to: paths.oneBasket(basket) }
  const name = kind === 'analysis.finished' && client.getQueryData(searchQuery(search).queryKey)?.name
  return name
    ? { text: t.runFinished(shownSearchName(name)), id: `run-${search}`, to: paths.search(search) }
    : null
}

/** Says when long work is complete, with a way to what came of it. */
export const useLiveToasts = (): ((event: LiveEvent) => void) => {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useCallback(
    (event: LiveEvent) => {
      const done = completed(client, event)
      if (!done) return
      const { text, id, to } = done
      const leadsOn = to && window.location.pathname !== to
      notifyDone(text, {
        id,
        ...(leadsOn && { action: { label: t.open, onClick: () => void navigate(to) } }),
      })
    },
    [client, navigate],
  )
}
