import { useUrlState } from './use-url-state'
import type { View } from '@/types/view'

const isView = (text: string | null): text is View => text === 'grid' || text === 'table'

/** Covers or a list: as the address says, else as last chosen on this page in this browser. */
export const useView = (page: string, fallback: View): [View, (view: View) => void] => {
  const key = `view-${page}`
  const remembered = localStorage.getItem(key)
  const usual = isView(remembered) ? remembered : fallback
  const [inUrl, setInUrl] = useUrlState('view', usual)
  const choose = (view: View) => {
    setInUrl(view)
    localStorage.setItem(key, view)
  }
  return [isView(inUrl) ? inUrl : usual, choose]
}
