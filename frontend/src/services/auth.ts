import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { setToken } from './api/session'

export type User = Schemas['UserOut']
export type Registration = Schemas['RegisterIn']
export type ProfileChanges = Schemas['UserPatchIn']

export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/users/me', { signal })),
    staleTime: 5 * 60_000,
  })

export const login = () =>
  mutationOptions({
    mutationFn: ({ email, password }: { email: string; password: string }) =>
      unwrap(
        api.POST('/api/v1/auth/login', {
          body: { username: email, password, scope: '' },
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
          bodySerializer: (body) => new URLSearchParams(body as Record<string, string>),
        }),
      ),
    meta: { quiet: true },
    onSuccess: (tokens) => setToken(tokens.access_token),
  })

export const register = () =>
  mutationOptions({
    mutationFn: (body: Registration) => unwrap(api.POST('/api/v1/auth/register', { body })),
    meta: { quiet: true },
    onSuccess: (tokens) => setToken(tokens.access_token),
  })

/** Signs out here even when the server cannot be told. */
export const logout = () =>
  mutationOptions({
    mutationFn: () => unwrap(api.POST('/api/v1/auth/logout')),
    onSettled: (_done, _error, _nothing, _result, { client }) => {
      setToken(null)
      client.clear()
    },
  })

export const updateProfile = () =>
  mutationOptions({
    mutationFn: (body: ProfileChanges) => unwrap(api.PATCH('/api/v1/users/me', { body })),
    meta: { quiet: true },
    onSuccess: (user, _body, _result, { client }) => client.setQueryData(meQuery().queryKey, user),
  })
