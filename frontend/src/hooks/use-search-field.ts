import { useEffect, useState, type ChangeEvent } from 'react'
import { useDebounced } from '@/hooks/ui/use-debounced'
import { useUrlState } from './use-url-state'

const STILL_MS = 250

/** A text field whose words reach the address (and so the query) once typing pauses. */
export const useSearchField = (name: string) => {
  const [inUrl, setInUrl] = useUrlState(name)
  const [typed, setTyped] = useState(inUrl)
  const settled = useDebounced(typed, STILL_MS)
  useEffect(() => setInUrl(settled.trim() || null), [settled, setInUrl])
  const field = {
    value: typed,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setTyped(event.target.value),
  }
  return [inUrl, field] as const
}
