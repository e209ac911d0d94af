import { infiniteQueryOptions, mutationOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { byCursor } from './api/paging'
import { searchKeys } from './searches'

export type Run = Schemas['RunOut']

export const isRunning = (run: Pick<Run, 'status'> | null | undefined): boolean =>
  run?.status === 'queued' || run?.status === 'running'

export const runsQuery = (searchId: string) =>
  infiniteQueryOptions({
    queryKey: [...searchKeys.one(searchId), 'runs'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/searches/{search_id}/runs', {
          params: { path: { search_id: searchId }, query: { cursor: pageParam, limit: 20 } },
          signal,
        }),
      ),
    ...byCursor,
  })

export const cancelRun = () =>
  mutationOptions({
    mutationFn: (run: Run) =>
      unwrap(api.POST('/api/v1/runs/{run_id}/cancel', { params: { path: { run_id: run.id } } })),
    onSettled: (_run, _error, run, _context, { client }) =>
      client.invalidateQueries({ queryKey: searchKeys.one(run.search_id) }),
  })
