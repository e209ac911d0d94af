import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { setToken } from './api/session'

export type Session = Schemas['SessionOut']
export type ApiToken = Schemas['ApiTokenOut']
export type NewApiToken = Schemas['ApiTokenIn']

export const sessionsQuery = () =>
  queryOptions({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/users/me/sessions', { signal })),
  })

export const endSession = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/users/me/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSettled: (_done, _error, _id, _result, { client }) =>
      client.invalidateQueries({ queryKey: ['sessions'] }),
  })

export const logoutEverywhere = () =>
  mutationOptions({
    mutationFn: () => unwrap(api.POST('/api/v1/auth/logout-all')),
    onSuccess: () => setToken(null),
  })

export const changePassword = () =>
  mutationOptions({
    mutationFn: (body: Schemas['PasswordIn']) => unwrap(api.POST('/api/v1/users/me/password', { body })),
    meta: { quiet: true },
  })

export const resetPassword = () =>
  mutationOptions({
    mutationFn: (body: Schemas['ResetIn']) => unwrap(api.POST('/api/v1/auth/reset', { body })),
    meta: { quiet: true },
  })

export const apiTokensQuery = () =>
  queryOptions({
    queryKey: ['api-tokens'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/users/me/tokens', { signal })),
  })

/** The answer holds the token's value, this once. */
export const createApiToken = () =>
  mutationOptions({
    mutationFn: (body: NewApiToken) => unwrap(api.POST('/api/v1/users/me/tokens', { body })),
    meta: { quiet: true },
    onSuccess: (_token, _body, _result, { client }) => client.invalidateQueries({ queryKey: ['api-tokens'] }),
  })

export const deleteApiToken = () =>
  mutationOptions({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/users/me/tokens/{token_id}', { params: { path: { token_id: id } } })),
    onSettled: (_done, _error, _id, _result, { client }) =>
      client.invalidateQueries({ queryKey: ['api-tokens'] }),
  })

export const exportData = () =>
  mutationOptions({ mutationFn: () => unwrap(api.GET('/api/v1/users/me/export')) })

export const deleteAccount = () =>
  mutationOptions({
    mutationFn: (password: string) => unwrap(api.DELETE('/api/v1/users/me', { body: { password } })),
    meta: { quiet: true },
    onSuccess: () => setToken(null),
  })
