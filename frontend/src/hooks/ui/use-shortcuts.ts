import { useEffect, useSyncExternalStore } from 'react'

const OFF = 'shortcuts-off'
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const enabled = () => localStorage.getItem(OFF) === null

/** Single-key shortcuts can be turned off (they get in the way of speech input). */
export const useShortcutsEnabled = (): boolean => useSyncExternalStore(subscribe, enabled)

export const setShortcutsEnabled = (on: boolean): void => {
  if (on) localStorage.removeItem(OFF)
  else localStorage.setItem(OFF, '1')
  listeners.forEach((notify) => notify())
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

const SEQUENCE_MS = 1200

/** Calls what belongs to a key ("n") or to two in a row ("g s"), never while one types or holds a modifier. */
export const useShortcuts = (actions: Record<string, () => void>): void => {
  useEffect(() => {
    let first = ''
    let at = 0
    const onKey = (event: KeyboardEvent) => {
      if (!enabled() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const sequence = first && event.timeStamp - at < SEQUENCE_MS ? `${first} ${event.key}` : event.key
      const action = actions[sequence] ?? actions[event.key]
      first = Object.keys(actions).some((keys) => keys.startsWith(`${event.key} `)) ? event.key : ''
      at = event.timeStamp
      if (!action) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [actions])
}

/** Moves the focus among the rows on the page (`data-row`), by one. */
export const moveRow = (step: 1 | -1): void => {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const current = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[current < 0 ? (step > 0 ? 0 : rows.length - 1) : current + step]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** Ticks the row that has the focus, where rows can be ticked. */
export const tickRow = (): void => {
  const row = document.activeElement?.closest('li')
  row?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click()
}
