import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { byCursor } from './api/paging'

export type Basket = Schemas['BasketOut']
export type BasketBrief = Schemas['BasketBriefOut']
export type BasketInput = Schemas['BasketIn']
export type Plan = Schemas['PlanOut']
export type Parcel = Schemas['ParcelOut']

export const basketKeys = { all: ['baskets'] as const, one: (id: string) => ['baskets', id] as const }

export const isWorking = (status: Basket['status']): boolean => status !== 'solved' && status !== 'failed'

/** While a basket is worked out it is asked for now and then, should its event get lost. */
const WAIT_MS = 3000

export const basketsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...basketKeys.all, 'list'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/v1/baskets', { params: { query: { cursor: pageParam, limit: 50 } }, signal })),
    ...byCursor,
  })

export const basketQuery = (id: string) =>
  queryOptions({
    queryKey: basketKeys.one(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/baskets/{basket_id}', { params: { path: { basket_id: id } }, signal })),
    refetchInterval: (query) => (query.state.data && isWorking(query.state.data.status) ? WAIT_MS : false),
  })

export const createBasket = () =>
  mutationOptions({
    mutationFn: (body: BasketInput) => unwrap(api.POST('/api/v1/baskets', { body })),
    meta: { quiet: true },
    onSuccess: (_basket, _body, _result, { client }) =>
      client.invalidateQueries({ queryKey: basketKeys.all }),
  })

export const checkBasket = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.POST('/api/v1/baskets/{basket_id}/check', { params: { path: { basket_id: id } } })),
    onSuccess: (basket, id, _result, { client }) => client.setQueryData(basketKeys.one(id), basket),
  })

export const deleteBasket = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/baskets/{basket_id}', { params: { path: { basket_id: id } } })),
    onSuccess: (_done, id, _result, { client }) => {
      client.removeQueries({ queryKey: basketKeys.one(id) })
      return client.invalidateQueries({ queryKey: basketKeys.all })
    },
  })

/** What else of the user's wants a seller could put into the parcel, cheapest addition first. */
export const topUpQuery = (sellerId: string, resultIds: string[]) =>
  queryOptions({
    queryKey: ['sellers', sellerId, 'top-up', resultIds],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/v1/sellers/{seller_id}/top-up', {
          params: { path: { seller_id: sellerId } },
          body: { result_ids: resultIds },
          signal,
        }),
      ),
  })
