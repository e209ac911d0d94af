import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { searchKeys } from './searches'

export type Import = Schemas['ImportOut']

/** Pasted links and ids: wrong lines are answered at once, the others are read in the background. */
export const importListings = () =>
  mutationOptions({
    mutationFn: (text: string) => unwrap(api.POST('/api/v1/listings/import', { body: { text } })),
    meta: { quiet: true },
    onSuccess: (_import, _text, _result, { client }) =>
      client.invalidateQueries({ queryKey: searchKeys.all }),
  })

/** What has become of each line; asked again now and then until all are read, should an event get lost. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/listings/import/{import_id}', { params: { path: { import_id: id } }, signal })),
    refetchInterval: (query) => (query.state.data?.finished ? false : 3000),
  })
