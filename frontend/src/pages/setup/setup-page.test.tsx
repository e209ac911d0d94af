import { screen } from '@testing-library/react'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { connection, meta, search, user as profile } from '@/testing/factories'
import { openApp } from '@/testing/render'
import { answer, on, server, unreachable } from '@/testing/server'

describe('the first run', () => {
  it('saves where records go and leads on to the marketplaces', async () => {
    const sent: unknown[] = []
    server.use(
      on('patch', '/users/me', async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(profile({ country: 'GB', currency: 'GBP' }))
      }),
      answer('get', '/oauth/status', { items: [connection()] }),
    )
    const { user } = openApp('/setup')
    await user.selectOptions(await screen.findByLabelText('Country you live in'), 'GB')
    await user.type(screen.getByLabelText('Postal code'), ' SW1A ')
    await user.click(screen.getByRole('button', { name: 'Go on' }))
    expect(await screen.findByRole('button', { name: 'Connect Discogs' })).toBeVisible()
    expect(sent).toEqual([{ country: 'GB', currency: 'EUR', postal_code: 'SW1A' }])
    expect(screen.getByText('Your collection').closest('li')).toHaveAttribute('aria-current', 'step')
  })

  it('says that the marketplaces are samples, and goes on with them', async () => {
    server.use(answer('get', '/oauth/status', { items: [connection()] }))
    const { user, router } = openApp('/setup?step=2')
    expect(await screen.findByText(/made-up records, real mechanics/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Go on' }))
    expect(await screen.findByLabelText('What are you looking for?')).toBeVisible()
    expect(router.state.location.search).toBe('?step=3')
  })

  it('says who has to do what when a live marketplace has no credentials', async () => {
    server.use(
      answer('get', '/meta', meta({ environment: 'live' })),
      answer('get', '/oauth/status', { items: [connection({ app_ready: false, can_authorize: false })] }),
    )
    openApp('/setup?step=2')
    expect(await screen.findByText(/An administrator has to enter/)).toBeVisible()
    expect(screen.queryByText(/made-up records/)).toBeNull()
  })

  it('goes on without the marketplaces when they cannot be read', async () => {
    server.use(unreachable('get', '/oauth/status'))
    openApp('/setup?step=2')
    expect(await screen.findByRole('alert')).toHaveTextContent('The marketplaces could not be loaded')
    expect(screen.getByRole('button', { name: 'Go on' })).toBeEnabled()
  })

  it('ends with a first search, or without one', async () => {
    const made = search()
    server.use(
      answer('post', '/searches', made, 201),
      answer('get', '/searches/:id', made),
      answer('get', '/searches/:id/recommendations', { items: [], next_cursor: null, total: 0 }),
    )
    const { user, router } = openApp('/setup?step=3')
    await user.type(await screen.findByLabelText('What are you looking for?'), 'kind of blue')
    await user.click(screen.getByRole('button', { name: 'Create and search' }))
    await expect.poll(() => router.state.location.pathname).toBe(`/searches/${made.id}`)
  })

  it('can be left for later', async () => {
    const { user, router } = openApp('/setup?step=3')
    await user.click(await screen.findByRole('button', { name: 'To Today' }))
    await expect.poll(() => router.state.location.pathname).toBe('/')
  })
})
