import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { basket, basketBrief, eur, page, parcel, plan, planItem, result, want } from '@/testing/factories'
import { openApp } from '@/testing/render'
import { answer, on, refuse, server, unreachable } from '@/testing/server'

const cheapest = plan({
  unmet: [
    {
      key: 'k',
      artist: 'Oum Kalthoum',
      title: 'أنت عمري',
      tier: 'nice',
      reason: { code: 'no_offer', params: {} },
    },
  ],
})
const most = plan({ variant: 'most_wants', covered: 2, landed: eur(61), parcels: [parcel(), parcel()] })
const solved = basket({ plans: [cheapest, most] })

const open = (over: Partial<typeof solved> = {}) => {
  server.use(answer('get', '/baskets/:id', { ...solved, ...over }))
  return openApp(`/basket/${solved.id}`)
}

describe('a basket', () => {
  it('shows its plans side by side and the chosen one parcel by parcel', async () => {
    const { user, router } = open()
    const plans = await screen.findByRole('list', { name: 'Plans side by side' })
    expect(within(plans).getByRole('button', { name: /Cheapest.*1 of 2 covered/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    expect(screen.getAllByRole('article')).toHaveLength(1)
    await user.click(within(plans).getByRole('button', { name: /Most wants/ }))
    expect(screen.getAllByRole('article')).toHaveLength(2)
    expect(router.state.location.search).toBe('?plan=most_wants')
  })

  it('says what each plan is chosen by, and what it costs more than the cheapest', async () => {
    open()
    const plans = await screen.findByRole('list', { name: 'Plans side by side' })
    const [first, second] = within(plans).getAllByRole('listitem')
    expect(first).toHaveTextContent(/least money at your door/)
    expect(first).not.toHaveTextContent('more than the cheapest')
    expect(second).toHaveTextContent(/€36\.10 more than the cheapest.*As many wants/)
  })

  it('marks what is estimated, and leads to every offer', async () => {
    open()
    const card = await screen.findByRole('article', { name: 'Parcel from blue_note_basement' })
    expect(card).toHaveTextContent(/Goods€18\.00/)
    expect(card).toHaveTextContent(/Shipping≈estimated €6\.90/)
    expect(within(card).getByRole('link', { name: /Open on Discogs/ })).toHaveAttribute(
      'href',
      'https://example.org/item/1',
    )
  })

  it('says what it leaves out and why, in its own direction', async () => {
    open()
    const unmet = await screen.findByRole('region', { name: 'Not covered, still watching' })
    expect(unmet).toHaveTextContent('Nobody offers it at the moment')
    expect(within(unmet).getByText(/أنت عمري/).tagName).toBe('BDI')
  })

  it('waits while it is worked out, and says so when that fails', async () => {
    open({ status: 'solving', plans: [] })
    expect(await screen.findByText('The plans are being worked out…')).toBeVisible()
  })

  it('that could not be worked out says why', async () => {
    open({ status: 'failed', plans: [], error: { code: 'nothing_wished', params: {} } })
    expect(await screen.findByRole('alert')).toHaveTextContent('There is nothing to cover')
  })

  it('held against the market says what has changed', async () => {
    const item = planItem({ title: 'Giant Steps' })
    open({
      plans: [plan({ parcels: [parcel({ items: [item] })] })],
      checked_at: new Date().toISOString(),
      check: {
        still_good: false,
        landed_before: eur(24.9),
        landed_now: null,
        changes: [
          {
            key: item.key,
            listing_id: item.listing_id,
            kind: 'gone',
            before: eur(18),
            now: null,
            elsewhere: null,
          },
        ],
      } as unknown as NonNullable<typeof solved.check>,
    })
    const check = await screen.findByRole('status', { name: 'Checked' })
    expect(check).toHaveTextContent('The plan has changed')
    expect(check).toHaveTextContent(/gone.*Giant Steps/)
  })

  it('can be topped up by what else the seller has', async () => {
    const { user } = open()
    server.use(
      answer('post', '/sellers/:id/top-up', {
        items: [{ result: result(), marginal: eur(12), saves: eur(4) }],
      }),
    )
    await user.click(await screen.findByRole('button', { name: 'What else could go in?' }))
    const more = await screen.findByRole('list', { name: 'What else could go in?' })
    expect(more).toHaveTextContent(/adds.*€12\.00.*saves.*€4\.00/)
  })

  it('that was deleted meanwhile says so', async () => {
    server.use(refuse('get', '/baskets/:id', 404, { code: 'not_found' }))
    openApp(`/basket/${solved.id}`)
    expect(await screen.findByRole('alert')).toHaveTextContent('This basket does not exist')
  })

  it('is deleted, and one is back among the others', async () => {
    server.use(answer('delete', '/baskets/:id', null, 204), answer('get', '/baskets', page([])))
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    expect(await screen.findByText('No baskets yet')).toBeVisible()
  })
})

describe('the baskets', () => {
  it('are listed with what they cover and cost', async () => {
    server.use(answer('get', '/baskets', page([basketBrief(), basketBrief({ name: '', status: 'solving' })])))
    openApp('/basket')
    const [first, second] = within(await screen.findByRole('list', { name: 'Basket' })).getAllByRole(
      'listitem',
    )
    expect(first).toHaveTextContent(/Before the fair.*1 of 2 covered · 1 parcel.*estimated €24\.90/)
    expect(second).toHaveTextContent('being worked out')
  })

  it('that cannot be read say so, with a way to try again', async () => {
    server.use(unreachable('get', '/baskets'))
    openApp('/basket')
    expect(await screen.findByRole('alert')).toHaveTextContent('The baskets could not be loaded')
  })
})

describe('a new basket', () => {
  const openForm = () => {
    server.use(
      answer('get', '/baskets', page([])),
      answer(
        'get',
        '/wantlist/items',
        page([want({ id: 'want-1', title: 'Giant Steps', artist: 'Coltrane' })]),
      ),
    )
    return openApp('/basket?new=1')
  }

  it('of some wants asks for at least one, then sends them with the limits', async () => {
    const sent: unknown[] = []
    server.use(
      on('post', '/baskets', async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(solved, { status: 202 })
      }),
      answer('get', '/baskets/:id', solved),
    )
    const { user, router } = openForm()
    const form = within(await screen.findByRole('dialog', { name: 'New basket' }))
    await user.click(form.getByRole('button', { name: 'Only some' }))
    await user.click(form.getByRole('button', { name: 'Work it out' }))
    expect(await form.findByText('Choose at least one want.')).toBeVisible()
    await user.click(await form.findByLabelText(/Coltrane – Giant Steps/))
    await user.type(form.getByLabelText(/At most, for everything/), '19,5')
    await user.click(form.getByRole('button', { name: 'Work it out' }))
    await waitFor(() => expect(router.state.location.pathname).toBe(`/basket/${solved.id}`))
    expect(sent).toMatchObject([{ want_ids: ['want-1'], options: { budget: '19.5', max_parcels: null } }])
  })
})
