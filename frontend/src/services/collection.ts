import { infiniteQueryOptions, mutationOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import type { paths } from './api/generated/schema'
import { byCursor } from './api/paging'

export type Copy = Schemas['CollectionItemOut']
export type CopyFilters = Omit<
  NonNullable<paths['/api/v1/collection/items']['get']['parameters']['query']>,
  'cursor' | 'limit'
>

export const collectionQuery = () =>
  queryOptions({
    queryKey: ['collection', 'standing'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/collection', { signal })),
  })

export const collectionValueQuery = () =>
  queryOptions({
    queryKey: ['collection', 'value'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/collection/value', { signal })),
  })

export const copiesQuery = (filters: CopyFilters) =>
  infiniteQueryOptions({
    queryKey: ['collection', 'items', filters],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/collection/items', {
          params: { query: { ...filters, cursor: pageParam, limit: 200 } },
          signal,
        }),
      ),
    ...byCursor,
    placeholderData: (before) => before,
  })

export const syncCollection = () =>
  mutationOptions({
    mutationFn: () => unwrap(api.POST('/api/v1/collection/sync')),
    onSettled: (_done, _error, _nothing, _result, { client }) =>
      client.invalidateQueries({ queryKey: ['collection'] }),
  })
