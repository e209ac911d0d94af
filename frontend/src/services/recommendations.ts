import { infiniteQueryOptions, mutationOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { byCursor } from './api/paging'
import { searchKeys } from './searches'

export type Recommendation = Schemas['RecommendationOut']
export type Feedback = NonNullable<Recommendation['feedback']>

export const searchDealsQuery = (searchId: string) =>
  infiniteQueryOptions({
    queryKey: [...searchKeys.one(searchId), 'deals'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/searches/{search_id}/recommendations', {
          params: { path: { search_id: searchId }, query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...byCursor,
  })

export const giveFeedback = () =>
  mutationOptions({
    mutationFn: ({ id, feedback }: { id: string; feedback: Feedback | null }) =>
      unwrap(
        api.POST('/api/v1/recommendations/{recommendation_id}/feedback', {
          params: { path: { recommendation_id: id } },
          body: { feedback },
        }),
      ),
    onSettled: (deal, _error, _variables, _result, { client }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['dashboard'] }),
        deal && client.invalidateQueries({ queryKey: [...searchKeys.one(deal.search_id), 'deals'] }),
      ]),
  })
