import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { byCursor } from './api/paging'
import { searchKeys } from './searches'

export type Analysis = Schemas['AnalysisOut']
export type Comparison = Schemas['RecordComparisonOut']
export type SellerAnalysis = Schemas['SellerAnalysisOut']

export const analysisQuery = (searchId: string) =>
  queryOptions({
    queryKey: [...searchKeys.one(searchId), 'analysis'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/searches/{search_id}/analysis', {
          params: { path: { search_id: searchId } },
          signal,
        }),
      ),
  })

export const comparisonQuery = (searchId: string) =>
  infiniteQueryOptions({
    queryKey: [...searchKeys.one(searchId), 'prices'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/searches/{search_id}/price-comparison', {
          params: { path: { search_id: searchId }, query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...byCursor,
  })

export const searchSellersQuery = (searchId: string) =>
  queryOptions({
    queryKey: [...searchKeys.one(searchId), 'sellers'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/searches/{search_id}/sellers', {
          params: { path: { search_id: searchId } },
          signal,
        }),
      ),
  })
