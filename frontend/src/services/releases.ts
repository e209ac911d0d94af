import { queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { REREAD_MS } from './api/query-client'

export type Release = Schemas['ReleaseOut']
export type PriceHistory = Schemas['PriceHistoryOut']
export type ReleaseOffer = Schemas['ReleaseOfferOut']

/** A record somebody looks at is read if it has not been: its page asks a few times what came of it. */
const SOON_MS = 4000
const TIMES = 8

const isComplete = ({ is_full: isFull, market }: Release): boolean =>
  isFull && market !== null && !market.stale

const params = (id: string) => ({ params: { path: { release_id: id } } })

export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['releases', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/releases/{release_id}', { ...params(id), signal })),
    refetchInterval: ({ state }) =>
      state.data && !isComplete(state.data) && state.dataUpdateCount <= TIMES ? SOON_MS : REREAD_MS,
  })

/** `readAt`: when the market's figures were read; each reading adds to the history. */
export const priceHistoryQuery = (id: string, readAt: string | undefined) =>
  queryOptions({
    queryKey: ['releases', id, 'history', readAt],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/releases/{release_id}/price-history', { ...params(id), signal })),
    placeholderData: (before) => before,
  })

export const releaseOffersQuery = (id: string) =>
  queryOptions({
    queryKey: ['releases', id, 'offers'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/releases/{release_id}/offers', { ...params(id), signal })),
  })
