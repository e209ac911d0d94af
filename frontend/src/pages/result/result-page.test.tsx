import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { landed, listing, page, resultDetail, search } from '@/testing/factories'
import { openApp } from '@/testing/render'
import { answer, refuse, server } from '@/testing/server'

const found = resultDetail()
const address = `/results/${found.id}`

const open = (over: Parameters<typeof resultDetail>[0] = {}) => {
  server.use(answer('get', '/results/:id', resultDetail({ ...found, ...over })))
  return openApp(address)
}

describe('a listing', () => {
  it('adds its price at the door up, and marks what is estimated', async () => {
    open()
    const table = within(await screen.findByRole('region', { name: 'At your door' })).getByRole('table')
    expect(within(table).getByRole('row', { name: /Record €18\.00/ })).toBeVisible()
    expect(within(table).getByRole('row', { name: /Shipping.*estimated.*€6\.90/ })).toBeVisible()
    expect(within(table).getByRole('row', { name: /Together.*estimated.*€24\.90/ })).toBeVisible()
  })

  it('gives only the least it can cost when a part is unknown', async () => {
    open({ landed: landed({ total: null, high: null, is_lower_bound: true, certain: 'unknown' }) })
    expect(await screen.findByText(/A part is unknown/)).toBeVisible()
  })

  it('explains its score part by part', async () => {
    open()
    const parts = await screen.findByRole('table', { name: 'How the score comes about' })
    expect(within(parts).getByRole('row', { name: /Price.*48.*55/ })).toBeVisible()
    expect(within(parts).getByRole('row', { name: /Total 86/ })).toBeVisible()
  })

  it('shows the evidence and the way to the marketplace', async () => {
    open()
    expect(await screen.findByRole('link', { name: /Open on Discogs/ })).toHaveAttribute(
      'href',
      'https://example.org/item/1',
    )
    expect(screen.getByText('Barcode')).toBeInTheDocument()
  })

  it('says that it was sold or ended', async () => {
    open({ listing: listing({ ended_at: new Date().toISOString(), ended_reason: 'out_of_stock' }) })
    expect((await screen.findAllByText('sold out')).length).toBeGreaterThan(0)
  })

  it('that was deleted meanwhile says so, on its own page', async () => {
    server.use(refuse('get', '/results/:id', 404, { code: 'not_found' }))
    openApp(address)
    expect(await screen.findByRole('alert')).toHaveTextContent(/no longer there/)
  })

  it('that was deleted meanwhile says so beside the page it was opened from, which stays', async () => {
    server.use(
      refuse('get', '/results/:id', 404, { code: 'not_found' }),
      answer('get', '/searches', page([search({ name: 'kind of blue' })])),
    )
    const { user, router } = openApp(`/searches?listing=${found.id}`)
    const sheet = await screen.findByRole('dialog')
    expect(await within(sheet).findByRole('alert')).toHaveTextContent(/no longer there/)
    await user.keyboard('{Escape}')
    expect(await screen.findByRole('link', { name: 'kind of blue' })).toBeVisible()
    expect(router.state.location.search).toBe('')
  })

  it('takes the user’s word on the match', async () => {
    server.use(answer('post', '/matches/:id/confirm', { listings: 1, searches: 1 }))
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Yes, this record' }))
    await waitFor(() => expect(screen.getByText(/^Confirmed\. The searches/)).toBeVisible())
  })
})
