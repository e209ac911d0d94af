import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { SseParser } from '@/lib/sse'
import type { LiveEvent } from '@/types/live'
import { fetchAuthorised } from './api/client'
import { toApiError } from './api/errors'
import type { Run } from './runs'
import { patchCached, searchKeys } from './searches'

/** The stream sends a ping every 15 s; after three missed ones it counts as dead. */
const SILENCE_MS = 45_000

/** Reads the event stream until it ends, is silent for too long or `signal` aborts; throws when it cannot be opened. */
export const readEvents = async (signal: AbortSignal, onEvent: (event: LiveEvent) => void): Promise<void> => {
  const dead = new AbortController()
  const request = new Request(`${window.location.origin}/api/v1/events`, {
    headers: { Accept: 'text/event-stream' },
    signal: AbortSignal.any([signal, dead.signal]),
  })
  const response = await fetchAuthorised(request)
  if (!response.ok || !response.body) throw toApiError(response, null)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const parser = new SseParser()
  let silence = setTimeout(() => dead.abort(), SILENCE_MS)
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(silence)
      silence = setTimeout(() => dead.abort(), SILENCE_MS)
      parser.push(part.value).forEach((message) => onEvent(toLiveEvent(message.event, message.data)))
    }
  } finally {
    clearTimeout(silence)
  }
}

const toLiveEvent = (kind: string, text: string): LiveEvent => {
  const data: unknown = JSON.parse(text)
  return { kind, data: typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {} }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

type Outcome = Omit<Run['marketplaces'][number], 'marketplace'>

/** An event names the outcomes by marketplace; the API lists them. */
const outcomesOf = (value: unknown): Run['marketplaces'] =>
  Object.entries((value ?? {}) as Record<string, Outcome>).map(([marketplace, outcome]) => ({
    marketplace,
    ...outcome,
  }))

const patchRun = (client: QueryClient, data: Record<string, unknown>) => {
  const change = {
    status: 'running' as const,
    stage: data['stage'] as Run['stage'],
    progress: Number(data['progress']),
    marketplaces: outcomesOf(data['marketplaces']),
  }
  const merge = (run: Run): Run => (run.id === data['run_id'] ? { ...run, ...change } : run)
  const id = text(data['search_id'])
  patchCached(client, id, (search) => ({ ...search, last_run: search.last_run && merge(search.last_run) }))
  client.setQueryData<InfiniteData<{ items: Run[] }>>(
    [...searchKeys.one(id), 'runs'],
    (runs) =>
      runs && { ...runs, pages: runs.pages.map((page) => ({ ...page, items: page.items.map(merge) })) },
  )
}

const invalidate = (client: QueryClient, ...keys: (readonly unknown[])[]) =>
  keys.forEach((queryKey) => void client.invalidateQueries({ queryKey }))

/** What changes by itself; the rest changes only by what the user does. */
const LIVE = [
  ...['searches', 'results', 'releases', 'sellers', 'dashboard', 'wantlist', 'collection', 'baskets'],
  ...['connections', 'imports'],
].map((key) => [key])

/** What a reading concerns, by its subject; a list at Discogs is a part of the want list. */
const READ: Record<string, readonly (readonly unknown[])[]> = {
  collection: [['collection'], ['dashboard']],
  wantlist: [['wantlist'], ['dashboard']],
  list: [['wantlist'], ['dashboard']],
  inventory: [['sellers']],
  import: [['imports']],
}

/** Patches or refetches exactly what an event concerns. */
export const applyEvent = (client: QueryClient, { kind, data }: LiveEvent): void => {
  const search = searchKeys.one(text(data['search_id']))
  switch (kind) {
    case 'resync':
      return invalidate(client, ...LIVE)
    case 'run.progress':
      return patchRun(client, data)
    case 'run.finished':
    case 'analysis.finished':
      return invalidate(
        client,
        search,
        searchKeys.list,
        ['dashboard'],
        ['results'],
        ['releases'],
        ['sellers'],
      )
    case 'deal.found':
      return invalidate(client, [...search, 'deals'], ['dashboard'])
    case 'sync.progress':
    case 'sync.finished':
      return invalidate(client, ...(READ[text(data['subject'])] ?? []))
    case 'connection.changed':
      return invalidate(client, ['connections'], ['dashboard'])
    case 'basket.solved':
      return invalidate(client, ['baskets'])
    default:
      return // a newer server may say more than this page understands
  }
}
