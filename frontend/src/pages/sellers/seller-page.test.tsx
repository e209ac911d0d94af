import { screen, within } from '@testing-library/react'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { basket, result, sellerDetail } from '@/testing/factories'
import { openApp } from '@/testing/render'
import { answer, on, refuse, server } from '@/testing/server'

const wanted = [result({ id: 'result-1' }), result({ id: 'result-2' })]

const open = (over: Parameters<typeof sellerDetail>[0] = {}) => {
  server.use(answer('get', '/sellers/:id', sellerDetail({ wanted, ...over })))
  return openApp('/sellers/seller-1')
}

describe('a seller', () => {
  it('makes one basket of all they have of one’s wants, called after them', async () => {
    const sent: unknown[] = []
    const made = basket()
    server.use(
      on('post', '/baskets', async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(made, { status: 202 })
      }),
      answer('get', '/baskets/:id', made),
    )
    const { user, router } = open({ name: 'sakura-records' })
    const part = await screen.findByRole('region', { name: 'What they have of your wants' })
    await user.click(within(part).getByRole('button', { name: 'Basket of these' }))
    await expect.poll(() => router.state.location.pathname).toBe(`/basket/${made.id}`)
    expect(sent).toEqual([
      { name: 'sakura-records', want_ids: [], result_ids: ['result-1', 'result-2'], options: {} },
    ])
  })

  it('says why no basket could be made, and stays', async () => {
    server.use(refuse('post', '/baskets', 409, { code: 'conflict' }))
    const { user, router } = open()
    await user.click(await screen.findByRole('button', { name: 'Basket of these' }))
    expect(await screen.findByText(/changed in the meantime/)).toBeVisible()
    expect(router.state.location.pathname).toBe('/sellers/seller-1')
  })

  it('with nothing one wants offers no basket', async () => {
    open({ wanted: [] })
    expect(await screen.findByText('Nothing from your want list at the moment.')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Basket of these' })).toBeNull()
  })

  it.each([
    { size: { listings: 12_300, calls: 123 }, said: '12,300 records, about 123 requests for one reading.' },
    { size: { listings: null, calls: null }, said: 'The marketplace does not say how much this seller has.' },
  ])('tells what watching would read: $said', async ({ size, said }) => {
    server.use(answer('post', '/sellers/:id/inventory-size', size))
    const { user } = open({ status: null })
    await user.click(await screen.findByRole('button', { name: 'How much is it?' }))
    expect(await screen.findByText(said)).toBeVisible()
  })

  it('of a watched seller nothing is asked', async () => {
    open({ status: 'watched' })
    expect(await screen.findByRole('region', { name: 'Shipping to you' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'How much is it?' })).toBeNull()
  })
})
