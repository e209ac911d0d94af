import { http, HttpResponse, type HttpResponseResolver } from 'msw'
import { setupServer } from 'msw/node'
import type { Schemas } from '@/services/api/client'
import { dashboard, meta, page, user } from './factories'

const API = '*/api/v1'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** A handler for one operation; `path` is the API's, without `/api/v1`. */
export const on = (method: Method, path: string, resolver: HttpResponseResolver, options = { once: false }) =>
  http[method](API + path, resolver, options)

/** Answers with a body. */
export const answer = (method: Method, path: string, body: unknown, status = 200) =>
  on(method, path, () =>
    status === 204 ? new HttpResponse(null, { status }) : HttpResponse.json(body as object, { status }),
  )

/** Refuses as the API does. */
export const refuse = (
  method: Method,
  path: string,
  status: number,
  error: Partial<Schemas['ErrorOut']> & { errors?: Schemas['FieldErrorOut'][] } = {},
) =>
  answer(
    method,
    path,
    { detail: 'For people who debug.', code: 'request_failed', params: {}, request_id: 'r-1', ...error },
    status,
  )

/** The API does not answer at all. */
export const unreachable = (method: Method, path: string) => on(method, path, () => HttpResponse.error())

/** Never answers; aborting ends it. */
export const silent = (method: Method, path: string) =>
  on(method, path, () => new Promise<never>(() => undefined))

export const tokens = (owner: Schemas['UserOut'] = user()): Schemas['TokensOut'] => ({
  access_token: 'access-1',
  token_type: 'bearer',
  expires_in: 1800,
  refresh_token: null,
  user: owner,
})

/** A signed-in user with nothing; tests put what they are about in front. Everything else is an error. */
export const server = setupServer(
  answer('post', '/auth/refresh', tokens()),
  answer('get', '/users/me', user()),
  answer('get', '/meta', meta()),
  answer('get', '/dashboard', dashboard()),
  answer('get', '/searches', page([])),
  answer('post', '/searches/:id/viewed', null, 204),
  silent('get', '/events'),
)
