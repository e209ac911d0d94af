import { HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { on, server } from '@/testing/server'
import type { LiveEvent } from '@/types/live'
import { connectLive } from './live-connection'

interface Stream {
  say: (kind: string) => void
  end: () => void
}

/** The event streams that were opened, in order. */
const streams: Stream[] = []

const openStream = (signal: AbortSignal) => {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    start(controller) {
      signal.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')))
      streams.push({
        say: (kind) => controller.enqueue(encoder.encode(`event: ${kind}\r\ndata: {}\r\n\r\n`)),
        end: () => controller.close(),
      })
    },
  })
}

/** One lock for all tabs of the browser, given to who asked first. */
const fakeLocks = () => {
  let last: Promise<unknown> = Promise.resolve()
  return {
    request: (_name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>) => {
      last = last.then(() => (signal.aborted ? undefined : hold()))
      return last
    },
  }
}

const closing: (() => void)[] = []

const openTab = () => {
  const events: string[] = []
  const states: string[] = []
  const onEvent = ({ kind }: LiveEvent) => events.push(kind)
  const close = connectLive({ onEvent, onState: (state) => states.push(state) })
  closing.push(close)
  return { events, states, close, state: () => states.at(-1) }
}

const realTimeout = globalThis.setTimeout

/** Lets everything happen that waits for nothing but its turn; the fake clock stands still meanwhile. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => realTimeout(resolve, 0))
}

const pass = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms)
  await settled()
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  Object.defineProperty(navigator, 'locks', { configurable: true, value: fakeLocks() })
  server.use(on('get', '/events', ({ request }) => new HttpResponse(openStream(request.signal))))
})

afterEach(async () => {
  closing.splice(0).forEach((close) => close())
  await settled()
  streams.length = 0
  Reflect.deleteProperty(navigator, 'locks')
  vi.useRealTimers()
})

describe('the live connection of a browser', () => {
  it('is opened by one tab, which passes everything on', async () => {
    const [first, second] = [openTab(), openTab()]
    await settled()
    expect(streams).toHaveLength(1)
    streams[0]?.say('resync')
    streams[0]?.say('deal.found')
    await settled()
    expect(first.events).toEqual(['resync', 'deal.found'])
    expect(second.events).toEqual(['resync', 'deal.found'])
    expect([first.state(), second.state()]).toEqual(['live', 'live'])
  })

  it('tells a tab that comes later how things stand', async () => {
    openTab()
    await settled()
    streams[0]?.say('resync')
    await settled()
    const late = openTab()
    await settled()
    expect(late.state()).toBe('live')
    expect(streams).toHaveLength(1)
  })

  it('is taken over when the leading tab closes', async () => {
    const first = openTab()
    const second = openTab()
    await settled()
    first.close()
    await settled()
    expect(streams).toHaveLength(2)
    streams[1]?.say('resync')
    await settled()
    expect(second.state()).toBe('live')
  })

  it('says so when the stream dies, waits longer each time, and is live again after a resync', async () => {
    const only = openTab()
    await settled()
    streams[0]?.say('resync')
    await settled()
    streams[0]?.end()
    await settled()
    expect(only.state()).toBe('reconnecting')
    await pass(1000)
    expect(streams).toHaveLength(2)
    streams[1]?.end()
    await settled()
    await pass(1999)
    expect(streams).toHaveLength(2)
    await pass(1)
    expect(streams).toHaveLength(3)
    streams[2]?.say('resync')
    await settled()
    expect(only.state()).toBe('live')
  })

  it('goes on after a stream that could not be opened', async () => {
    server.use(on('get', '/events', () => HttpResponse.json({}, { status: 503 }), { once: true }))
    const only = openTab()
    await settled()
    expect(only.state()).toBe('reconnecting')
    expect(streams).toHaveLength(0)
    await pass(1000)
    expect(streams).toHaveLength(1)
  })

  it('tells offline from a server in trouble', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const only = openTab()
    await settled()
    streams[0]?.end()
    await settled()
    expect(only.state()).toBe('offline')
  })
})
