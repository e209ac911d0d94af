import { queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'

export type Release = Schemas['ReleaseOut']
export type PriceHistory = Schemas['PriceHistoryOut']
export type ReleaseOffer = Schemas['ReleaseOfferOut']

const params = (id: string) => ({ params: { path: { release_id: id } } })

export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['releases', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/releases/{release_id}', { ...params(id), signal })),
  })

export const priceHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['releases', id, 'history'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/releases/{release_id}/price-history', { ...params(id), signal })),
  })

export const releaseOffersQuery = (id: string) =>
  queryOptions({
    queryKey: ['releases', id, 'offers'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/releases/{release_id}/offers', { ...params(id), signal })),
  })
