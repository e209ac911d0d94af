import {
  infiniteQueryOptions,
  mutationOptions,
  queryOptions,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { byCursor } from './api/paging'
import type { ResultDetail } from './results'

export type Seller = Schemas['SellerOut']
export type SellerBrief = Schemas['SellerBriefOut']
export type SellerDetail = Schemas['SellerDetailOut']
export type SellerStatus = NonNullable<SellerBrief['status']>
export type ShippingInput = Schemas['ShippingIn']

export const sellerKeys = { all: ['sellers'] as const, one: (id: string) => ['sellers', id] as const }

export const sellersQuery = (status: SellerStatus | null, q = '') =>
  infiniteQueryOptions({
    queryKey: [...sellerKeys.all, 'list', status, q],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/sellers', {
          params: { query: { status, q: q || null, cursor: pageParam, limit: 100 } },
          signal,
        }),
      ),
    ...byCursor,
    placeholderData: (before) => before,
  })

export const sellerQuery = (id: string) =>
  queryOptions({
    queryKey: sellerKeys.one(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/sellers/{seller_id}', { params: { path: { seller_id: id } }, signal })),
  })

type Listed = InfiniteData<{ items: Seller[] }>

/** Changes a seller in every cached view of it, also beside a listing; gives back how to undo that. */
const patchCached = (client: QueryClient, id: string, status: SellerStatus | null) => {
  const lists = { queryKey: [...sellerKeys.all, 'list'] }
  const results = { queryKey: ['results'] }
  const before = [
    ...client.getQueriesData(lists),
    ...client.getQueriesData(results),
    [sellerKeys.one(id), client.getQueryData(sellerKeys.one(id))] as const,
  ]
  const change = <T extends { id: string }>(seller: T): T =>
    seller.id === id ? { ...seller, status } : seller
  client.setQueryData<SellerDetail>(sellerKeys.one(id), (seller) => seller && change(seller))
  client.setQueriesData<Listed>(
    lists,
    (list) =>
      list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(change) })) },
  )
  client.setQueriesData<ResultDetail>(results, (result) => {
    const seller = result?.listing.seller
    return seller ? { ...result, listing: { ...result.listing, seller: change(seller) } } : result
  })
  return () => before.forEach(([key, data]) => data !== undefined && client.setQueryData(key, data))
}

/** Watch, favourite or block; null takes it back. */
export const setSellerStatus = () =>
  mutationOptions({
    mutationFn: async ({ id, status }: { id: string; status: SellerStatus | null }) => {
      const params = { path: { seller_id: id } }
      if (status) await unwrap(api.PUT('/api/v1/sellers/{seller_id}/status', { params, body: { status } }))
      else await unwrap(api.DELETE('/api/v1/sellers/{seller_id}/status', { params }))
    },
    onMutate: async ({ id, status }, { client }) => {
      await client.cancelQueries({ queryKey: sellerKeys.all })
      return { rollBack: patchCached(client, id, status) }
    },
    onError: (_error, _variables, result) => result?.rollBack(),
    onSettled: (_done, _error, _variables, _result, { client }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: sellerKeys.all }),
        client.invalidateQueries({ queryKey: ['results'] }),
        client.invalidateQueries({ queryKey: ['dashboard'] }),
      ]),
  })

/** How much a seller has on offer, and the requests that reading all of it takes. */
export const askInventorySize = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.POST('/api/v1/sellers/{seller_id}/inventory-size', { params: { path: { seller_id: id } } })),
  })

export const setSellerShipping = (id: string) =>
  mutationOptions({
    mutationFn: (shipping: ShippingInput | null) =>
      unwrap(
        api.PATCH('/api/v1/sellers/{seller_id}/shipping', {
          params: { path: { seller_id: id } },
          body: { shipping },
        }),
      ),
    meta: { quiet: true },
    onSuccess: (_seller, _shipping, _result, { client }) =>
      client.invalidateQueries({ queryKey: sellerKeys.all }),
  })
