import { useEffect } from 'react'

/** The tab's title, and what a screen reader says after a change of page. */
export const useTitle = (title: string | undefined): void => {
  useEffect(() => {
    document.title = title ? `${title} · VinylDigger` : 'VinylDigger'
  }, [title])
}
