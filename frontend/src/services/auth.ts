import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, type Schemas } from './api/client'
import { setToken, setTokens, tokenOwner } from './api/session'

export type User = Schemas['UserOut']
export type Registration = Schemas['RegisterIn']
export type ProfileChanges = Schemas['UserPatchIn']

export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/users/me', { signal })),
    staleTime: 5 * 60_000,
    initialData: tokenOwner,
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
    onSuccess: setTokens,
  })

/** A new profile starts with the browser's time zone and language; without them it is no worse. */
const rememberSurroundings = async (accessToken: string): Promise<User | undefined> => {
  const { language } = navigator
  const body: ProfileChanges = {
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(/^[a-z]{2,3}(-[A-Z]{2})?$/.test(language) && { locale: language }),
  }
  const headers = { Authorization: `Bearer ${accessToken}` }
  const answer = await api.PATCH('/api/v1/users/me', { body, headers }).catch(() => undefined)
  return answer?.data
}

export const register = () =>
  mutationOptions({
    mutationFn: async (body: Registration) => {
      const tokens = await unwrap(api.POST('/api/v1/auth/register', { body }))
      const user = await rememberSurroundings(tokens.access_token)
      return { ...tokens, user: user ?? tokens.user }
    },
    meta: { quiet: true },
    onSuccess: setTokens,
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
