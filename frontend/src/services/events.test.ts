import { HttpResponse } from 'msw'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { dashboard, page, run, search } from '@/testing/factories'
import { testClient } from '@/testing/render'
import { on, refuse, server } from '@/testing/server'
import type { LiveEvent } from '@/types/live'
import { dashboardQuery } from './dashboard'
import { applyEvent, readEvents } from './events'
import { searchesQuery, searchQuery } from './searches'

const streamOf = (chunks: string[], { stayOpen = false } = {}) =>
  on('get', '/events', ({ request }) => {
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        chunks.forEach((chunk) => controller.enqueue(encoder.encode(chunk)))
        request.signal.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')))
        if (!stayOpen) controller.close()
      },
    })
    return new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream' } })
  })

const listen = async (signal = new AbortController().signal) => {
  const heard: LiveEvent[] = []
  await readEvents(signal, (event) => heard.push(event))
  return heard
}

afterEach(() => vi.useRealTimers())

describe('reading the event stream', () => {
  it('hands on every event, also one cut in the middle of a character', async () => {
    server.use(
      streamOf([
        'event: resync\r\ndata: {}\r\n\r\nevent: deal.found\r\nda',
        'ta: {"search_id":"s-1"}\r\n\r',
        '\n',
      ]),
    )
    expect(await listen()).toEqual([
      { kind: 'resync', data: {} },
      { kind: 'deal.found', data: { search_id: 's-1' } },
    ])
  })

  it('fails when the stream cannot be opened', async () => {
    server.use(refuse('get', '/events', 503, { code: 'service_unavailable' }))
    await expect(listen()).rejects.toMatchObject({ status: 503 })
  })

  it('ends a stream that has gone silent, so that a new one is opened', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    server.use(streamOf(['event: resync\ndata: {}\n\n'], { stayOpen: true }))
    const heard = vi.fn()
    const reading = readEvents(new AbortController().signal, heard)
    const ended = expect(reading).rejects.toThrow()
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 40_000 })
    await vi.advanceTimersByTimeAsync(45_000)
    await ended
  })

  it('stops when told to', async () => {
    const stop = new AbortController()
    server.use(streamOf(['event: resync\ndata: {}\n\n'], { stayOpen: true }))
    const reading = readEvents(stop.signal, () => stop.abort())
    await expect(reading).rejects.toThrow()
  })
})

describe('an event', () => {
  const found = search({ last_run: run({ id: 'run-1', status: 'running', progress: 10, marketplaces: [] }) })
  const prepared = () => {
    const client = testClient()
    client.setQueryData(searchQuery(found.id).queryKey, found)
    client.setQueryData(searchesQuery().queryKey, { pages: [page([found, search()])], pageParams: [null] })
    client.setQueryData(dashboardQuery().queryKey, dashboard())
    return client
  }
  type Client = ReturnType<typeof prepared>
  const isStale = (client: Client, key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated

  it('of progress changes the run wherever it is shown, asking nobody', () => {
    const client = prepared()
    const outcome = { status: 'running', calls: 3, found: 12, new: 4, fresh: 10, skipped: 0, error: null }
    applyEvent(client, {
      kind: 'run.progress',
      data: {
        run_id: 'run-1',
        search_id: found.id,
        stage: 'asking',
        progress: 60,
        marketplaces: { ebay: outcome },
      },
    })
    const changed = client.getQueryData(searchQuery(found.id).queryKey)?.last_run
    expect(changed).toMatchObject({
      progress: 60,
      stage: 'asking',
      marketplaces: [{ marketplace: 'ebay', ...outcome }],
    })
    const [first, second] = client.getQueryData(searchesQuery().queryKey)?.pages[0]?.items ?? []
    expect(first?.last_run?.progress).toBe(60)
    expect(second?.last_run?.progress).toBe(100)
  })

  it('of another run leaves this one alone', () => {
    const client = prepared()
    applyEvent(client, { kind: 'run.progress', data: { run_id: 'run-0', search_id: found.id, progress: 90 } })
    expect(client.getQueryData(searchQuery(found.id).queryKey)?.last_run?.progress).toBe(10)
  })

  it.each(['run.finished', 'analysis.finished'])('%s refetches its search, the list and Today', (kind) => {
    const client = prepared()
    applyEvent(client, { kind, data: { search_id: found.id } })
    expect(isStale(client, searchQuery(found.id).queryKey)).toBe(true)
    expect(isStale(client, searchesQuery().queryKey)).toBe(true)
    expect(isStale(client, dashboardQuery().queryKey)).toBe(true)
  })

  it.each([
    ['collection', ['dashboard', 'collection']],
    ['wantlist', ['dashboard', 'wantlist']],
    ['list', ['dashboard', 'wantlist']],
    ['inventory', ['sellers']],
    ['import', ['imports']],
    ['something new', []],
  ])('of a reading of the %s concerns that alone', (subject, concerned) => {
    const client = prepared()
    const keys = ['collection', 'wantlist', 'sellers', 'imports', 'results']
    keys.forEach((key) => client.setQueryData([key], {}))
    applyEvent(client, { kind: 'sync.progress', data: { subject } })
    expect(['dashboard', ...keys].filter((key) => isStale(client, [key])).sort()).toEqual(
      [...concerned].sort(),
    )
    expect(isStale(client, searchQuery(found.id).queryKey)).toBe(false)
  })

  it('after a reconnect refreshes everything', () => {
    const client = prepared()
    applyEvent(client, { kind: 'resync', data: {} })
    expect(isStale(client, searchQuery(found.id).queryKey)).toBe(true)
    expect(isStale(client, dashboardQuery().queryKey)).toBe(true)
  })

  it('of a newer server does nothing', () => {
    const client = prepared()
    applyEvent(client, { kind: 'moon.rose', data: { search_id: found.id } })
    expect(isStale(client, searchQuery(found.id).queryKey)).toBe(false)
  })
})
