import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'

export type Connection = Schemas['ConnectionOut']
export type ConsentAnswer = Schemas['CompleteIn']

export const connectionsQuery = () =>
  queryOptions({
    queryKey: ['connections'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/oauth/status', { signal })),
  })

const at = (marketplace: string) => ({ params: { path: { marketplace } } })

const settle = (client: QueryClient) =>
  Promise.all(
    ['connections', 'dashboard', 'wantlist', 'collection'].map((key) =>
      client.invalidateQueries({ queryKey: [key] }),
    ),
  )

/** Begins; the answer is where the user gives consent. */
export const authorise = () =>
  mutationOptions({
    mutationFn: (marketplace: string) =>
      unwrap(api.POST('/api/v1/oauth/{marketplace}/authorize', at(marketplace))),
  })

export const completeConnection = (marketplace: string) =>
  mutationOptions({
    mutationFn: (body: ConsentAnswer) =>
      unwrap(api.POST('/api/v1/oauth/{marketplace}/complete', { ...at(marketplace), body })),
    meta: { quiet: true },
    onSuccess: (_connection, _body, _result, { client }) => settle(client),
  })

/** For where the consent page cannot lead back here: its code, or the whole address it led to. */
export const verifyConnection = (marketplace: string) =>
  mutationOptions({
    mutationFn: (pasted: string) =>
      unwrap(api.POST('/api/v1/oauth/{marketplace}/verify', { ...at(marketplace), body: { pasted } })),
    meta: { quiet: true },
    onSuccess: (_connection, _pasted, _result, { client }) => settle(client),
  })

export const connectByToken = (marketplace: string) =>
  mutationOptions({
    mutationFn: (token: string) =>
      unwrap(api.PUT('/api/v1/oauth/{marketplace}/token', { ...at(marketplace), body: { token } })),
    meta: { quiet: true },
    onSuccess: (_connection, _token, _result, { client }) => settle(client),
  })

export const disconnect = () =>
  mutationOptions({
    mutationFn: (marketplace: string) => unwrap(api.DELETE('/api/v1/oauth/{marketplace}', at(marketplace))),
    onSettled: (_done, _error, _marketplace, _result, { client }) => settle(client),
  })
