import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

/** A piece of state that survives a reload and can be shared: one parameter of the address. Empty = absent. */
export const useUrlState = (name: string, fallback = ''): [string, (value: string | null) => void] => {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (value: string | null) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          if (value && value !== fallback) next.set(name, value)
          else next.delete(name)
          return next
        },
        { replace: true, preventScrollReset: true },
      ),
    [name, fallback, setParams],
  )
  return [params.get(name) ?? fallback, set]
}
