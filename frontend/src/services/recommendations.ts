import {
  infiniteQueryOptions,
  mutationOptions,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { byCursor } from './api/paging'
import { dashboardQuery } from './dashboard'
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

type Deals = InfiniteData<{ items: Recommendation[] }>

const isDealList = (key: readonly unknown[]) => key[0] === searchKeys.all[0] && key[2] === 'deals'

/** Changes a deal in every cached list of them; gives back how to undo that. */
const patchCached = (client: QueryClient, id: string, feedback: Feedback | null) => {
  const lists = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => isDealList(queryKey) }
  const { queryKey: today } = dashboardQuery()
  const before = [...client.getQueriesData(lists), [today, client.getQueryData(today)] as const]
  const change = (deal: Recommendation) => (deal.id === id ? { ...deal, feedback } : deal)
  client.setQueriesData<Deals>(
    lists,
    (list) =>
      list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(change) })) },
  )
  client.setQueryData(today, (data) => data && { ...data, act_now: data.act_now.map(change) })
  return () => before.forEach(([key, data]) => data !== undefined && client.setQueryData(key, data))
}

export const giveFeedback = () =>
  mutationOptions({
    mutationFn: ({ id, feedback }: { id: string; feedback: Feedback | null }) =>
      unwrap(
        api.POST('/api/v1/recommendations/{recommendation_id}/feedback', {
          params: { path: { recommendation_id: id } },
          body: { feedback },
        }),
      ),
    onMutate: async ({ id, feedback }, { client }) => {
      await client.cancelQueries({ queryKey: ['dashboard'] })
      return { rollBack: patchCached(client, id, feedback) }
    },
    onError: (_error, _variables, result) => result?.rollBack(),
    onSettled: (deal, _error, _variables, _result, { client }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['dashboard'] }),
        deal && client.invalidateQueries({ queryKey: [...searchKeys.one(deal.search_id), 'deals'] }),
      ]),
  })
