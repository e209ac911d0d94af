import {
  infiniteQueryOptions,
  mutationOptions,
  queryOptions,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import type { paths } from './api/generated/schema'
import { byCursor } from './api/paging'

export type Want = Schemas['WantOut']
export type WantRule = Schemas['WantRuleIn']
export type NewWant = Schemas['WantIn']
export type Sync = Schemas['SyncOut']
export type WantFilters = Omit<
  NonNullable<paths['/api/v1/wantlist/items']['get']['parameters']['query']>,
  'cursor' | 'limit'
>

const itemsKey = ['wantlist', 'items'] as const

export const wantlistQuery = () =>
  queryOptions({
    queryKey: ['wantlist', 'standing'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/wantlist', { signal })),
  })

export const wantsQuery = (filters: WantFilters) =>
  infiniteQueryOptions({
    queryKey: [...itemsKey, filters],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/wantlist/items', {
          params: { query: { ...filters, cursor: pageParam, limit: 200 } },
          signal,
        }),
      ),
    ...byCursor,
    placeholderData: (before) => before,
  })

export const listsQuery = () =>
  queryOptions({
    queryKey: ['wantlist', 'lists'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/lists', { signal })),
  })

const settle = (client: QueryClient) =>
  Promise.all([
    client.invalidateQueries({ queryKey: ['wantlist'] }),
    client.invalidateQueries({ queryKey: ['dashboard'] }),
  ])

type Wants = InfiniteData<{ items: Want[] }>

const patchCached = (client: QueryClient, ids: readonly string[], rule: WantRule) => {
  const before = client.getQueriesData({ queryKey: itemsKey })
  client.setQueriesData<Wants>(
    { queryKey: itemsKey },
    (wants) =>
      wants && {
        ...wants,
        pages: wants.pages.map((page) => ({
          ...page,
          items: page.items.map((want) =>
            ids.includes(want.id) ? { ...want, rule: { ...want.rule, ...rule } as Want['rule'] } : want,
          ),
        })),
      },
  )
  return () => before.forEach(([key, data]) => client.setQueryData(key, data))
}

/** The same rule for one want or many; only the fields given change. */
export const changeRules = () =>
  mutationOptions({
    mutationFn: (body: { ids: string[]; rule: WantRule }) =>
      unwrap(api.PATCH('/api/v1/wantlist/items', { body })),
    onMutate: async ({ ids, rule }, { client }) => {
      await client.cancelQueries({ queryKey: itemsKey })
      return { rollBack: patchCached(client, ids, rule) }
    },
    onError: (_error, _body, result) => result?.rollBack(),
    onSettled: (_done, _error, _body, _result, { client }) => settle(client),
  })

export const addWant = () =>
  mutationOptions({
    mutationFn: (body: NewWant) => unwrap(api.POST('/api/v1/wantlist/items', { body })),
    meta: { quiet: true },
    onSuccess: (_want, _body, _result, { client }) =>
      Promise.all([settle(client), client.invalidateQueries({ queryKey: ['releases'] })]),
  })

export const removeWant = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/wantlist/items/{want_id}', { params: { path: { want_id: id } } })),
    onSettled: (_done, _error, _id, _result, { client }) =>
      Promise.all([settle(client), client.invalidateQueries({ queryKey: ['releases'] })]),
  })

export const syncWantlist = () =>
  mutationOptions({
    mutationFn: () => unwrap(api.POST('/api/v1/wantlist/sync')),
    onSettled: (_done, _error, _nothing, _result, { client }) => settle(client),
  })

export const setListSource = () =>
  mutationOptions({
    mutationFn: ({ id, isSource }: { id: string; isSource: boolean }) =>
      unwrap(
        api.PATCH('/api/v1/lists/{list_id}', {
          params: { path: { list_id: id } },
          body: { is_source: isSource },
        }),
      ),
    onSettled: (_done, _error, _variables, _result, { client }) => settle(client),
  })
