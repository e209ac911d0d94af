import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readEvents } from '@/services/events'
import type { LiveEvent } from '@/types/live'
import { connectLive } from './live-connection'

vi.mock('@/services/events')

type Read = typeof readEvents
const reads: Parameters<Read>[] = []
const endRead: (() => void)[] = []

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

const openTab = () => {
  const events: LiveEvent[] = []
  const states: string[] = []
  const close = connectLive({
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
  })
  return { events, states, close }
}

const tabs: { close: () => void }[] = []
const tab = () => {
  const opened = openTab()
  tabs.push(opened)
  return opened
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  Object.defineProperty(navigator, 'locks', { configurable: true, value: fakeLocks() })
  vi.mocked(readEvents).mockImplementation((signal, onEvent) => {
    reads.push([signal, onEvent])
    return new Promise((resolve) => {
      endRead.push(resolve)
      signal.addEventListener('abort', () => resolve())
    })
  })
})

afterEach(() => {
  tabs.splice(0).forEach(({ close }) => close())
  reads.length = endRead.length = 0
  Reflect.deleteProperty(navigator, 'locks')
  vi.useRealTimers()
})

const say = (index: number, kind: string) => reads[index]?.[1]({ kind, data: {} })
const settled = () => vi.advanceTimersByTimeAsync(0)

describe('the live connection of a browser', () => {
  it('is opened by one tab, which passes everything on', async () => {
    const [first, second] = [tab(), tab()]
    await settled()
    expect(reads).toHaveLength(1)
    say(0, 'resync')
    say(0, 'deal.found')
    await vi.waitFor(() => expect(second.events.map(({ kind }) => kind)).toEqual(['resync', 'deal.found']))
    expect(first.events).toHaveLength(2)
    expect([first.states.at(-1), second.states.at(-1)]).toEqual(['live', 'live'])
  })

  it('tells a tab that comes later how things stand', async () => {
    tab()
    await settled()
    say(0, 'resync')
    const late = tab()
    await vi.waitFor(() => expect(late.states).toContain('live'))
    expect(reads).toHaveLength(1)
  })

  it('is taken over when the leading tab closes', async () => {
    const first = tab()
    const second = tab()
    await settled()
    first.close()
    await vi.waitFor(() => expect(reads).toHaveLength(2))
    say(1, 'resync')
    expect(second.states.at(-1)).toBe('live')
  })

  it('says so when the stream dies, waits longer each time, and is live again after a resync', async () => {
    const only = tab()
    await settled()
    say(0, 'resync')
    endRead[0]?.()
    await settled()
    expect(only.states.at(-1)).toBe('reconnecting')
    expect(reads).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1250)
    expect(reads).toHaveLength(2)
    endRead[1]?.()
    await vi.advanceTimersByTimeAsync(1250)
    expect(reads).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1250)
    expect(reads).toHaveLength(3)
    say(2, 'resync')
    expect(only.states.at(-1)).toBe('live')
  })

  it('goes on after a stream that could not be opened', async () => {
    vi.mocked(readEvents).mockRejectedValueOnce(new Error('503'))
    const only = tab()
    await settled()
    expect(only.states.at(-1)).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(1250)
    expect(reads).toHaveLength(1)
  })

  it('tells offline from a server in trouble', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const only = tab()
    await settled()
    endRead[0]?.()
    await settled()
    expect(only.states.at(-1)).toBe('offline')
  })
})
