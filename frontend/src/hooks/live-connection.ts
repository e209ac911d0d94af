import { backoff } from '@/lib/backoff'
import { readEvents } from '@/services/events'
import type { LiveEvent, LiveState } from '@/types/live'

interface Listener {
  onEvent: (event: LiveEvent) => void
  onState: (state: LiveState) => void
}

type Message = { event: LiveEvent } | { state: LiveState } | { ask: true }

const LOCK = 'live-leader'

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

/**
 * One event stream per browser: the tab that holds the lock reads it and passes everything on to the others.
 * When that tab closes, the next one gets the lock and opens its own. Returns how to stop.
 */
export const connectLive = ({ onEvent, onState }: Listener): (() => void) => {
  const stop = new AbortController()
  const channel = new BroadcastChannel('live')
  let state: LiveState = 'connecting'
  let leads = false

  const setState = (next: LiveState) => {
    state = next
    onState(next)
    if (leads) channel.postMessage({ state: next } satisfies Message)
  }

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if ('event' in data) onEvent(data.event)
    else if ('state' in data) setState(data.state)
    else if (leads) channel.postMessage({ state } satisfies Message)
  }

  const pass = (event: LiveEvent) => {
    if (event.kind === 'resync') setState('live')
    onEvent(event)
    channel.postMessage({ event } satisfies Message)
  }

  const lead = async () => {
    leads = true
    for (let attempt = 0; !stop.signal.aborted; attempt++) {
      try {
        await readEvents(stop.signal, (event) => {
          attempt = 0
          pass(event)
        })
      } catch {
        // whatever broke the stream, the answer is the same: say so, wait, open it again
      }
      if (stop.signal.aborted) return
      setState(navigator.onLine ? 'reconnecting' : 'offline')
      await pause(backoff(attempt), stop.signal)
    }
  }

  channel.postMessage({ ask: true } satisfies Message)
  const leading = 'locks' in navigator ? navigator.locks.request(LOCK, { signal: stop.signal }, lead) : lead()
  leading.catch(() => undefined) // aborted while still waiting for its turn

  return () => {
    stop.abort()
    channel.close()
  }
}
