import { infiniteQueryOptions, mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { byCursor } from './api/paging'

export type Search = Schemas['SearchOut']
export type SearchInput = Schemas['SearchIn']
export type SearchChanges = Schemas['SearchPatch']
export type Rules = Schemas['PreviewIn']
export type Preview = Schemas['PreviewOut']

export const searchKeys = {
  all: ['searches'] as const,
  list: ['searches', 'list'] as const,
  one: (id: string) => ['searches', id] as const,
}

export const searchesQuery = () =>
  infiniteQueryOptions({
    queryKey: searchKeys.list,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/v1/searches', { params: { query: { cursor: pageParam, limit: 100 } }, signal })),
    ...byCursor,
  })

export const searchQuery = (id: string) =>
  queryOptions({
    queryKey: [...searchKeys.one(id), 'self'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/searches/{search_id}', { params: { path: { search_id: id } }, signal })),
  })

/** The rules tried on what is already stored. */
export const previewQuery = (rules: Rules) =>
  queryOptions({
    queryKey: ['search-preview', rules],
    queryFn: ({ signal }) => unwrap(api.POST('/api/v1/searches/preview', { body: rules, signal })),
    staleTime: 5 * 60_000,
    placeholderData: (before) => before,
  })

type List = { pages: { items: Search[] }[]; pageParams: unknown[] }

/** Changes a search in every cached view of it; gives back how to undo that. */
export const patchCached = (client: QueryClient, id: string, change: (search: Search) => Search | null) => {
  const before = client.getQueriesData({ queryKey: searchKeys.all })
  client.setQueryData(searchQuery(id).queryKey, (search) => (search ? (change(search) ?? search) : search))
  client.setQueryData<List>(
    searchKeys.list,
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          items: page.items.flatMap((search) => (search.id === id ? (change(search) ?? []) : [search])),
        })),
      },
  )
  return () => before.forEach(([key, data]) => client.setQueryData(key, data))
}

const settle = (client: QueryClient) =>
  Promise.all([
    client.invalidateQueries({ queryKey: searchKeys.all }),
    client.invalidateQueries({ queryKey: ['dashboard'] }),
  ])

export const createSearch = () =>
  mutationOptions({
    mutationFn: (body: SearchInput) => unwrap(api.POST('/api/v1/searches', { body })),
    meta: { quiet: true },
    onSuccess: (_search, _body, _result, { client }) => settle(client),
  })

export const updateSearch = (id: string) =>
  mutationOptions({
    mutationFn: (body: SearchChanges) =>
      unwrap(api.PATCH('/api/v1/searches/{search_id}', { params: { path: { search_id: id } }, body })),
    meta: { quiet: true },
    onSuccess: (_search, _body, _result, { client }) => settle(client),
  })

export const setSearchActive = () =>
  mutationOptions({
    mutationFn: ({ id, active }: { id: string; active: boolean }) => {
      const params = { path: { search_id: id } }
      return unwrap(
        active
          ? api.POST('/api/v1/searches/{search_id}/resume', { params })
          : api.POST('/api/v1/searches/{search_id}/pause', { params }),
      )
    },
    onMutate: async ({ id, active }, { client }) => {
      await client.cancelQueries({ queryKey: searchKeys.all })
      return { rollBack: patchCached(client, id, (search) => ({ ...search, is_active: active })) }
    },
    onError: (_error, _variables, result) => result?.rollBack(),
    onSettled: (_search, _error, _variables, _result, { client }) => settle(client),
  })

export const deleteSearch = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/searches/{search_id}', { params: { path: { search_id: id } } })),
    onMutate: async (id, { client }) => {
      await client.cancelQueries({ queryKey: searchKeys.all })
      return { rollBack: patchCached(client, id, () => null) }
    },
    onError: (_error, _id, result) => result?.rollBack(),
    onSettled: (_done, _error, _id, _result, { client }) => settle(client),
  })

export const restoreSearch = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.POST('/api/v1/searches/{search_id}/restore', { params: { path: { search_id: id } } })),
    onSettled: (_search, _error, _id, _result, { client }) => settle(client),
  })

export const runSearch = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.POST('/api/v1/searches/{search_id}/run', { params: { path: { search_id: id } } })),
    onSuccess: (run, id, _result, { client }) => {
      patchCached(client, id, (search) => ({ ...search, last_run: run }))
      return client.invalidateQueries({ queryKey: [...searchKeys.one(id), 'runs'] })
    },
  })

/** The user has looked: what was new until now is so no longer. */
export const markViewed = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.POST('/api/v1/searches/{search_id}/viewed', { params: { path: { search_id: id } } })),
    meta: { quiet: true },
    onSuccess: (_done, _id, _result, { client }) => settle(client),
  })
