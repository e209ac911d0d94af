import { useLocation, useNavigate, useSearchParams } from 'react-router'

const NAME = 'listing'

/** The address of the present page with a listing open beside it. */
export const useListingAddress = (): ((resultId: string) => string) => {
  const { pathname, search } = useLocation()
  return (resultId) => {
    const params = new URLSearchParams(search)
    params.set(NAME, resultId)
    return `${pathname}?${params}`
  }
}

/** Which listing is open beside the page, and how to close it. */
export const useOpenListing = (): { resultId: string | null; close: () => void } => {
  const [params] = useSearchParams()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const close = () => {
    const rest = new URLSearchParams(params)
    rest.delete(NAME)
    void navigate({ pathname, search: rest.toString() }, { preventScrollReset: true })
  }
  return { resultId: params.get(NAME), close }
}
