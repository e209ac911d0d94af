import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { dashboard, meta, page, search, user } from '@/testing/factories'
import { openApp } from '@/testing/render'
import { answer, on, refuse, server, silent, tokens, unreachable } from '@/testing/server'

describe('the server', () => {
  it('that does not answer at all is said so, with a way to try again', async () => {
    server.use(unreachable('post', '/auth/refresh'))
    const { user } = openApp('/')
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('The server does not answer')
    server.use(answer('post', '/auth/refresh', { access_token: 'access-2' }))
    await user.click(within(alert).getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('heading', { name: 'Act now' })).toBeVisible()
  })

  it('that fails on one page leaves the frame, and says what failed', async () => {
    server.use(refuse('get', '/dashboard', 500, { code: 'internal_error' }))
    const { user } = openApp('/')
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('Today’s overview could not be loaded')
    server.use(answer('get', '/dashboard', dashboard()))
    await user.click(within(alert).getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('heading', { name: 'Act now' })).toBeVisible()
  })

  it('that stumbles once is asked again, and nobody is bothered', async () => {
    let asked = 0
    server.use(
      on('get', '/dashboard', () =>
        ++asked === 1 ? HttpResponse.json({}, { status: 503 }) : HttpResponse.json(dashboard()),
      ),
    )
    openApp('/')
    expect(await screen.findByRole('heading', { name: 'Act now' })).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('that is slow leaves room for what will come', async () => {
    server.use(silent('get', '/dashboard'))
    openApp('/')
    expect(await screen.findByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
    expect(screen.getByText('Loading…')).toBeInTheDocument()
  })

  it('that fails a refresh of what is on screen leaves the old, with a word', async () => {
    const { client } = openApp('/')
    await screen.findByRole('heading', { name: 'Act now' })
    server.use(refuse('get', '/dashboard', 500, { code: 'internal_error' }))
    await client.invalidateQueries({ queryKey: ['dashboard'] })
    await waitFor(() => expect(screen.getByText(/unexpected problem/)).toBeVisible())
    expect(screen.getByRole('heading', { name: 'Act now' })).toBeVisible()
  })
})

describe('signing in and out', () => {
  it('leads who is not signed in to the form, and back to where they were going', async () => {
    server.use(
      refuse('post', '/auth/refresh', 401),
      answer('post', '/auth/login', { access_token: 'access-2' }),
      answer('get', '/searches', page([search({ name: 'giant steps' })])),
    )
    const { user, router } = openApp('/searches?sort=name')
    await user.type(await screen.findByLabelText('E-mail'), 'ada@example.org')
    await user.type(screen.getByLabelText('Password'), 'secret')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByRole('link', { name: 'giant steps' })).toBeVisible()
    expect(router.state.location.pathname + router.state.location.search).toBe('/searches?sort=name')
  })

  it('never leads away from this app', async () => {
    server.use(
      refuse('post', '/auth/refresh', 401),
      answer('post', '/auth/login', { access_token: 'access-2' }),
    )
    const { user, router } = openApp('/login?next=//evil.example/')
    await user.type(await screen.findByLabelText('E-mail'), 'ada@example.org')
    await user.type(screen.getByLabelText('Password'), 'secret')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await screen.findByRole('heading', { level: 1, name: 'Today' })
    expect(router.state.location.pathname).toBe('/')
  })

  it('asks to sign in again when the session ends in the middle', async () => {
    const { client } = openApp('/')
    await screen.findByRole('heading', { name: 'Act now' })
    server.use(refuse('get', '/dashboard', 401), refuse('post', '/auth/refresh', 401))
    void client.invalidateQueries({ queryKey: ['dashboard'] })
    expect(await screen.findByRole('button', { name: 'Sign in' })).toBeVisible()
  })

  it('renews the token unnoticed when it ends in the middle', async () => {
    openApp('/')
    await screen.findByRole('heading', { name: 'Act now' })
    let renewed = false
    server.use(
      on('post', '/auth/refresh', () => {
        renewed = true
        return HttpResponse.json({ access_token: 'access-2' })
      }),
      on('get', '/searches', () =>
        renewed
          ? HttpResponse.json(page([search({ name: 'giant steps' })]))
          : HttpResponse.json({}, { status: 401 }),
      ),
    )
    within(screen.getAllByRole('navigation', { name: 'Main' })[0] as HTMLElement)
      .getByRole('link', { name: 'Searches' })
      .click()
    expect(await screen.findByRole('link', { name: 'giant steps' })).toBeVisible()
  })

  it('signs out even when the server cannot be told', async () => {
    server.use(unreachable('post', '/auth/logout'))
    const { user } = openApp('/')
    await user.click((await screen.findAllByRole('button', { name: 'Sign out' }))[0] as HTMLElement)
    expect(await screen.findByRole('button', { name: 'Sign in' })).toBeVisible()
  })
})

describe('above every page', () => {
  it('the samples are recognisable, with the way to go live for who may', async () => {
    openApp('/')
    expect(await screen.findByText(/what you see is made up/)).toBeVisible()
    expect(screen.getByRole('link', { name: 'Go live' })).toHaveAttribute('href', '/admin')
  })

  it('others see no way to go live, and live marketplaces need no word', async () => {
    server.use(answer('post', '/auth/refresh', tokens(user({ is_admin: false }))))
    openApp('/')
    expect(await screen.findByText(/what you see is made up/)).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Go live' })).toBeNull()
  })

  it('live marketplaces need no word', async () => {
    server.use(answer('get', '/meta', meta({ environment: 'live' })))
    openApp('/')
    await screen.findByRole('heading', { name: 'Act now' })
    expect(screen.queryByText(/what you see is made up/)).toBeNull()
  })

  it('an event stream that dies is said, and no longer once it is back', async () => {
    let isUp = false
    server.use(
      on('get', '/events', () => {
        if (!isUp) return HttpResponse.json({}, { status: 503 })
        const encoder = new TextEncoder()
        const body = new ReadableStream({
          start: (controller) => controller.enqueue(encoder.encode('event: resync\r\ndata: {}\r\n\r\n')),
        })
        return new HttpResponse(body)
      }),
    )
    openApp('/')
    expect(await screen.findByText(/Reconnecting…/)).toBeVisible()
    isUp = true
    await waitFor(() => expect(screen.queryByText(/Reconnecting…/)).toBeNull())
  })

  it('an unknown address says what to do', async () => {
    openApp('/nowhere')
    expect(await screen.findByRole('link', { name: 'Go to Today' })).toBeVisible()
  })
})
