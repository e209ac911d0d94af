import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from './api/client'

/** What a client must know first: version, sample or live marketplaces, who may register. Needs no login. */
export const metaQuery = () =>
  queryOptions({
    queryKey: ['meta'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/meta', { signal })),
    staleTime: 10 * 60_000,
  })
