import { useSyncExternalStore } from 'react'

const STEP = 30_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  timer ??= setInterval(() => listeners.forEach((notify) => notify()), STEP)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const now = () => Math.ceil(Date.now() / STEP) * STEP

/** The time, in steps of half a minute: one timer for all ages on the page. */
export const useNow = (): number => useSyncExternalStore(subscribe, now)
