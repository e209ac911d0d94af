import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'system'

const KEY = 'theme'
const listeners = new Set<() => void>()
const systemDark = () => matchMedia('(prefers-color-scheme: dark)')

const read = (): Theme => {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

const apply = () => {
  const theme = read()
  document.documentElement.classList.toggle(
    'dark',
    theme === 'system' ? systemDark().matches : theme === 'dark',
  )
  listeners.forEach((notify) => notify())
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  const system = systemDark()
  system.addEventListener('change', apply)
  return () => {
    listeners.delete(listener)
    system.removeEventListener('change', apply)
  }
}

export const setTheme = (theme: Theme): void => {
  if (theme === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, theme)
  apply()
}

/** The chosen theme; public/early.js sets it before the first paint. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, read)
