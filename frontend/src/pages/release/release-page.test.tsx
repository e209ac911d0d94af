import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { listing, priceHistory, release, releaseOffer, search, want } from '@/testing/factories'
import { openApp } from '@/testing/render'
import { answer, on, refuse, server, unreachable } from '@/testing/server'

const known = release()
const address = `/releases/${known.id}`

const open = (over: Partial<typeof known> = {}, offers = [releaseOffer()]) => {
  server.use(
    answer('get', '/releases/:id', { ...known, ...over }),
    answer('get', '/releases/:id/price-history', priceHistory({ '2026-11-18': 21, '2026-11-20': 18 })),
    answer('get', '/releases/:id/offers', { items: offers }),
  )
  return openApp(address)
}

const part = (name: string | RegExp) => screen.findByRole('region', { name })

describe('a record', () => {
  it('says what it is, what the market asks for it and how old that is', async () => {
    open()
    expect(await screen.findByRole('heading', { level: 1, name: 'Kind of Blue' })).toBeVisible()
    const market = await part('On the market')
    expect(market).toHaveTextContent('€18.00')
    expect(market).toHaveTextContent('34 copies for sale')
    expect(market).toHaveTextContent(/2 ?h.*ago/)
  })

  it('says what it is worth by condition, in a table too', async () => {
    open()
    const values = await part('What it is worth, by condition')
    const row = await within(values).findByRole('row', { name: /Very Good Plus/, hidden: true })
    expect(row).toHaveTextContent(/€34\.00.*€27.*41/)
  })

  it('shows its history, in words for who cannot see the chart', async () => {
    open()
    const history = await part('Lowest price over time')
    expect(
      await within(history).findByRole('img', { name: /2 readings: between €18\.00 and €21\.00/ }),
    ).toBeInTheDocument()
  })

  it('shows its offers on both marketplaces with the price at the door', async () => {
    open({}, [
      releaseOffer(),
      releaseOffer({ listing: listing({ marketplace: 'ebay', title: 'So What LP' }) }),
    ])
    const offers = await part('Offers now')
    expect(await within(offers).findByRole('link', { name: 'So What LP' })).toBeVisible()
    expect(within(offers).getAllByText('€24.90')).toHaveLength(2)
  })

  it('says what is missing: no value, no history, no offers, nobody asked', async () => {
    server.use(answer('get', '/releases/:id/price-history', priceHistory({})))
    open({ values: [], market: null }, [])
    server.use(answer('get', '/releases/:id/price-history', priceHistory({})))
    expect(await screen.findByText('Not enough data to say what it is worth')).toBeVisible()
    expect(await screen.findByText(/No history yet/)).toBeVisible()
    expect(await screen.findByText(/None of your searches has an offer/)).toBeVisible()
    expect(screen.getByText('Nobody has been asked yet.')).toBeVisible()
  })

  it('never shows a market price that is too old', async () => {
    open({
      market: { lowest_price: null, num_for_sale: null, fetched_at: '2026-11-01T00:00:00Z', stale: true },
    })
    expect(await part('On the market')).toHaveTextContent(/last seen/)
  })

  it('that is a bootleg says so', async () => {
    open({ is_unofficial: true })
    expect(await screen.findByText(/bootleg or counterfeit/)).toBeVisible()
  })

  it('that is not known says so', async () => {
    server.use(refuse('get', '/releases/:id', 404, { code: 'not_found' }))
    openApp(address)
    expect(await screen.findByRole('alert')).toHaveTextContent('not known')
  })

  it('keeps its page when the offers alone fail, and offers to try again', async () => {
    open()
    server.use(unreachable('get', '/releases/:id/offers'))
    const offers = await part('Offers now')
    expect(await within(offers).findByRole('button', { name: 'Try again' })).toBeVisible()
    expect(await part('On the market')).toHaveTextContent('€18.00')
  })
})

describe('wanting it', () => {
  it('puts it on the want list, and takes it off again', async () => {
    const { user } = open()
    const asked: unknown[] = []
    server.use(
      on('post', '/wantlist/items', async ({ request }) => {
        asked.push(await request.json())
        server.use(answer('get', '/releases/:id', { ...known, want_id: 'want-1' }))
        return HttpResponse.json(want(), { status: 201 })
      }),
      on('delete', '/wantlist/items/want-1', () => {
        server.use(answer('get', '/releases/:id', known))
        return new HttpResponse(null, { status: 204 })
      }),
    )
    await user.click(await screen.findByRole('button', { name: 'Want it' }))
    expect(asked).toMatchObject([{ release_external_id: known.external_id }])
    await user.click(await screen.findByRole('button', { name: 'On your want list' }))
    expect(await screen.findByRole('button', { name: 'Want it' })).toBeVisible()
  })

  it('says so when it is on the list already', async () => {
    const { user } = open()
    server.use(refuse('post', '/wantlist/items', 409, { code: 'already_wanted' }))
    await user.click(await screen.findByRole('button', { name: 'Want it' }))
    await waitFor(() => expect(screen.getByText('This is already on your want list.')).toBeVisible())
  })

  it('searches for it, and leads there', async () => {
    const made = search({ kind: 'release' })
    const { user, router } = open()
    server.use(
      answer('post', '/searches', made, 201),
      answer('get', '/searches/:id', made),
      answer('get', '/searches/:id/recommendations', { items: [], next_cursor: null, total: 0 }),
    )
    await user.click(await screen.findByRole('button', { name: 'Search for it' }))
    await expect.poll(() => router.state.location.pathname).toBe(`/searches/${made.id}`)
  })
})
