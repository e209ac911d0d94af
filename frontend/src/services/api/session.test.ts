import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { user } from '@/testing/factories'
import { answer, on, refuse, server, unreachable } from '@/testing/server'
import { api, unwrap } from './client'
import { ApiError, Unreachable } from './errors'
import { refresh, setToken, token } from './session'

const me = () => unwrap(api.GET('/api/v1/users/me'))

/** The API takes only the newest access token, and counts how often one was asked for. */
const expiringTokens = () => {
  let asked = 0
  server.use(
    on('post', '/auth/refresh', () => {
      asked += 1
      return HttpResponse.json({ access_token: `fresh-${asked}` })
    }),
    on('get', '/users/me', ({ request }) =>
      request.headers.get('Authorization') === `Bearer fresh-${asked}`
        ? HttpResponse.json(user())
        : HttpResponse.json({ detail: 'expired', code: 'token_invalid' }, { status: 401 }),
    ),
  )
  setToken('stale')
  return () => asked
}

describe('a 401 in the middle', () => {
  it('renews the token once for all who wait, and every request is answered', async () => {
    const asked = expiringTokens()
    const answers = await Promise.all([me(), me(), me(), me()])
    expect(answers).toHaveLength(4)
    expect(asked()).toBe(1)
    expect(token()).toBe('fresh-1')
  })

  it('sends the body again', async () => {
    expiringTokens()
    const bodies: unknown[] = []
    server.use(
      on('patch', '/users/me', async ({ request }) => {
        bodies.push(await request.json())
        return request.headers.get('Authorization') === 'Bearer stale'
          ? HttpResponse.json({}, { status: 401 })
          : HttpResponse.json(user())
      }),
    )
    await unwrap(api.PATCH('/api/v1/users/me', { body: { display_name: 'Ada' } }))
    expect(bodies).toEqual([{ display_name: 'Ada' }, { display_name: 'Ada' }])
  })

  it('signs out when the refresh token is no good either', async () => {
    setToken('stale')
    server.use(refuse('get', '/users/me', 401), refuse('post', '/auth/refresh', 401))
    await expect(me()).rejects.toMatchObject({ status: 401 })
    expect(token()).toBeNull()
  })

  it('keeps the user signed in when the server only is in trouble', async () => {
    setToken('stale')
    server.use(refuse('get', '/users/me', 401), refuse('post', '/auth/refresh', 503))
    await expect(me()).rejects.toBeInstanceOf(ApiError)
    expect(token()).toBe('stale')
  })

  it('does not ask for a token when nobody is signed in', async () => {
    server.use(refuse('get', '/users/me', 401), refuse('post', '/auth/refresh', 500))
    await expect(me()).rejects.toMatchObject({ status: 401 })
  })
})

describe('what was thrown', () => {
  it('is Unreachable when there is no answer', async () => {
    server.use(unreachable('get', '/users/me'))
    await expect(me()).rejects.toBeInstanceOf(Unreachable)
    server.use(unreachable('post', '/auth/refresh'))
    await expect(refresh()).rejects.toBeInstanceOf(Unreachable)
  })

  it('carries code, parameters, fields and the wait', async () => {
    server.use(
      on('get', '/users/me', () =>
        HttpResponse.json(
          {
            code: 'invalid_input',
            params: { a: 1 },
            request_id: 'r-7',
            errors: [{ field: 'name', message: 'Too long' }],
          },
          { status: 422, headers: { 'Retry-After': '12' } },
        ),
      ),
    )
    await expect(me()).rejects.toMatchObject({
      status: 422,
      reason: { code: 'invalid_input', params: { a: 1 } },
      requestId: 'r-7',
      fields: [{ field: 'name', message: 'Too long' }],
      retryAfter: 12,
    })
  })

  it('has a code even when a proxy answered in HTML', async () => {
    server.use(on('get', '/users/me', () => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 })))
    await expect(me()).rejects.toMatchObject({ reason: { code: 'internal_error' } })
  })

  it('is nothing when the answer has no body', async () => {
    server.use(answer('post', '/auth/logout', null, 204))
    await expect(unwrap(api.POST('/api/v1/auth/logout'))).resolves.toBeUndefined()
  })
})
