import { infiniteQueryOptions, mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { byCursor } from './api/paging'
import type { paths } from './api/generated/schema'
import { searchKeys } from './searches'

export type Result = Schemas['ResultOut']
export type ResultDetail = Schemas['ResultDetailOut']
export type Listing = Schemas['ListingOut']
export type Mark = NonNullable<Result['mark']>
type ResultsRequest = paths['/api/v1/searches/{search_id}/results']['get']['parameters']
export type ResultFilters = Omit<NonNullable<ResultsRequest['query']>, 'cursor' | 'limit'>

export const resultsQuery = (searchId: string, filters: ResultFilters) =>
  infiniteQueryOptions({
    queryKey: [...searchKeys.one(searchId), 'results', filters],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/searches/{search_id}/results', {
          params: { path: { search_id: searchId }, query: { ...filters, cursor: pageParam, limit: 100 } },
          signal,
        }),
      ),
    ...byCursor,
    placeholderData: (before) => before,
  })

export const resultKey = (id: string) => ['results', id] as const

export const resultQuery = (id: string) =>
  queryOptions({
    queryKey: resultKey(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/results/{result_id}', { params: { path: { result_id: id } }, signal })),
  })

/** What the API takes in one request. */
const MOST_AT_ONCE = 500

type ResultPages = { pages: { items: Result[] }[]; pageParams: unknown[] }

const isResultList = (key: readonly unknown[]) => key[0] === searchKeys.all[0] && key[2] === 'results'

/** Changes results in every cached list and detail; gives back how to undo that. */
export const patchResults = (client: QueryClient, ids: string[], change: Partial<Result>) => {
  const filters = { predicate: (query: { queryKey: readonly unknown[] }) => isResultList(query.queryKey) }
  const details = ids.map((id) => [resultKey(id), client.getQueryData(resultKey(id))] as const)
  const before = [...client.getQueriesData(filters), ...details]
  client.setQueriesData<ResultPages>(
    filters,
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (ids.includes(item.id) ? { ...item, ...change } : item)),
        })),
      },
  )
  ids.forEach((id) =>
    client.setQueryData<ResultDetail>(resultKey(id), (item) => item && { ...item, ...change }),
  )
  return () => before.forEach(([key, data]) => data !== undefined && client.setQueryData(key, data))
}

/** A list of what bears a mark: a change of marks changes who is in it. */
const isByMark = (key: readonly unknown[]) =>
  isResultList(key) && Boolean((key[3] as ResultFilters | undefined)?.mark)

export const markResults = () =>
  mutationOptions({
    mutationFn: async ({ ids, mark }: { ids: string[]; mark: Mark | null }) => {
      for (let at = 0; at < ids.length; at += MOST_AT_ONCE)
        await unwrap(api.PATCH('/api/v1/results', { body: { ids: ids.slice(at, at + MOST_AT_ONCE), mark } }))
    },
    onMutate: ({ ids, mark }, { client }) => ({ rollBack: patchResults(client, ids, { mark }) }),
    onError: (_error, _body, result) => result?.rollBack(),
    onSettled: (_done, _error, _body, _result, { client }) =>
      client.invalidateQueries({ predicate: ({ queryKey }) => isByMark(queryKey) }),
  })

/** Asks for stale listings to be read again; what comes of it arrives as an event. */
export const refreshResults = () =>
  mutationOptions({
    mutationFn: (ids: string[]) => unwrap(api.POST('/api/v1/results/refresh', { body: { ids } })),
  })
