import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { HttpResponse } from 'msw'
import { basket, deal, listing, page, result, run, search } from '@/testing/factories'
import { openApp } from '@/testing/render'
import { answer, on, refuse, server, silent, unreachable } from '@/testing/server'

const found = search({ name: 'kind of blue' })
const address = `/searches/${found.id}`

const serve = ({ deals = [deal()], results = [result()], mine = found } = {}) =>
  server.use(
    answer('get', '/searches/:id', mine),
    answer('get', '/searches/:id/recommendations', page(deals)),
    answer('get', '/searches/:id/results', page(results)),
  )

describe('a search', () => {
  it('shows its deals with the price at the door, the score and the reasons', async () => {
    serve()
    openApp(address)
    const card = await screen.findByRole('article')
    expect(within(card).getByRole('heading', { name: 'Miles Davis – Kind of Blue' })).toBeVisible()
    expect(within(card).getAllByText('€24.90').length).toBeGreaterThan(0)
    expect(card).toHaveTextContent(/Score 91/)
    expect(card).toHaveTextContent(/€9\.10 less than/)
  })

  it('says that it is gone, when it was deleted meanwhile', async () => {
    serve()
    server.use(refuse('get', '/searches/:id', 404, { code: 'not_found' }))
    openApp(address)
    expect(await screen.findByRole('alert')).toHaveTextContent('This search does not exist any more')
  })

  it('keeps its frame when the deals alone fail, and offers to try again', async () => {
    serve()
    server.use(unreachable('get', '/searches/:id/recommendations'))
    const { user } = openApp(address)
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('The deals could not be loaded')
    expect(screen.getByRole('heading', { level: 1, name: 'kind of blue' })).toBeVisible()
    serve()
    await user.click(within(alert).getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('article')).toBeVisible()
  })

  it('waits in its own shape while the server is slow', async () => {
    serve()
    server.use(silent('get', '/searches/:id'))
    openApp(address)
    expect((await screen.findAllByText('Loading…')).length).toBeGreaterThan(0)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says what to do when there are no deals yet', async () => {
    serve({ deals: [] })
    openApp(address)
    expect(await screen.findByText('No deals yet')).toBeVisible()
  })

  it('says which marketplace failed when a run is partial', async () => {
    const last = run({ status: 'partial' })
    const [discogs, ebay] = last.marketplaces
    if (!discogs || !ebay) throw new Error('a run asks two marketplaces')
    ebay.status = 'failed'
    ebay.error = { code: 'marketplace_unavailable', params: { marketplace: 'ebay' } }
    serve({ mine: search({ ...found, last_run: last }) })
    openApp(address)
    expect(await screen.findByText(/The last run is incomplete/)).toHaveTextContent(/eBay/)
  })

  it('refuses to run twice at once, and says so when the server does', async () => {
    serve({ mine: search({ ...found, last_run: run({ status: 'running', stage: 'asking', progress: 30 }) }) })
    openApp(address)
    expect(await screen.findByRole('progressbar', { name: 'Progress of the run' })).toHaveAttribute(
      'aria-valuenow',
      '30',
    )
    expect(screen.getByRole('button', { name: 'Search now' })).toBeDisabled()
  })

  it('says so when a change meets a 409', async () => {
    serve()
    server.use(refuse('post', '/searches/:id/run', 409, { code: 'conflict' }))
    const { user } = openApp(address)
    await user.click(await screen.findByRole('button', { name: 'Search now' }))
    expect(await screen.findByText(/changed in the meantime/)).toBeVisible()
  })
})

describe('listings', () => {
  const open = (...results: ReturnType<typeof result>[]) => {
    serve({ results })
    return openApp(`${address}?tab=listings`)
  }
  const row = async () => within(await screen.findByRole('list', { name: 'Listings' })).findByRole('listitem')

  it.each([
    ['a very long title', 'Miles '.repeat(80).trim()],
    ['one endless word', 'M'.repeat(400)],
    ['a Japanese title', 'マイルス・デイヴィス – カインド・オブ・ブルー（帯付き）'],
    ['a right-to-left title', 'أم كلثوم – أنت عمري'],
  ])('show %s whole, in its own direction', async (_what, title) => {
    open(result({ listing: listing({ title }) }))
    const link = within(await row()).getByRole('link', { name: title })
    expect(link).toHaveAttribute('dir', 'auto')
    expect(link).toHaveClass('break-words', { exact: false })
  })

  it('draw a record where there is no cover, in the same box', async () => {
    open(result({ listing: listing({ image_url: null }) }))
    const drawn = (await row()).querySelector('svg')?.parentElement
    expect(drawn).toHaveStyle({ width: '48px', height: '48px' })
  })

  it('say why one was left out', async () => {
    open(result({ excluded_by: { code: 'another_record', params: {} }, score: null }))
    expect(await row()).toHaveTextContent(/Left out/)
  })

  it('never show a price that is too old', async () => {
    server.use(answer('post', '/results/refresh', { accepted: 1 }, 202))
    open(result({ listing: listing({ stale: true }) }))
    const stale = await row()
    expect(stale).toHaveTextContent(/last seen/)
    expect(stale).not.toHaveTextContent('€')
  })

  it('say “unknown”, never zero, when a part of the price is unknown', async () => {
    open(result({ landed: null, listing: listing({ price: null }) }))
    expect(await row()).toHaveTextContent('unknown')
    expect(await row()).not.toHaveTextContent('€0')
  })

  it('are marked several at once, and get back the marks they had', async () => {
    const sent: unknown[] = []
    server.use(
      on('patch', '/results', async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json({ changed: 1 })
      }),
    )
    const [plain, saved, other] = [
      result({ listing: listing({ title: 'So What' }) }),
      result({ listing: listing({ title: 'Freddie Freeloader' }), mark: 'saved' }),
      result({ listing: listing({ title: 'Blue in Green' }) }),
    ]
    const { user } = open(plain, saved, other)
    await user.click(await screen.findByRole('checkbox', { name: 'Select So What' }))
    await user.click(screen.getByRole('checkbox', { name: 'Select Freddie Freeloader' }))
    expect(screen.getByText('2 selected')).toBeVisible()
    expect(screen.getByRole('checkbox', { name: 'Select all shown' })).toBePartiallyChecked()
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    const list = within(screen.getByRole('list', { name: 'Listings' }))
    expect(await list.findAllByText('Dismissed')).toHaveLength(2)
    expect(screen.getByRole('checkbox', { name: 'Select So What' })).not.toBeChecked()
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(list.queryByText('Dismissed')).toBeNull())
    expect(sent).toEqual([
      { ids: [plain.id, saved.id], mark: 'dismissed' },
      { ids: [plain.id], mark: null },
      { ids: [saved.id], mark: 'saved' },
    ])
  })

  it('are all taken with one tick, and become a basket', async () => {
    const made = basket()
    const sent: unknown[] = []
    server.use(
      on('post', '/baskets', async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(made, { status: 202 })
      }),
      answer('get', '/baskets/:id', made),
    )
    const offers = [result(), result()]
    const { user, router } = open(...offers)
    await user.click(await screen.findByRole('checkbox', { name: 'Select all shown' }))
    await user.click(screen.getByRole('button', { name: 'Basket of these' }))
    await expect.poll(() => router.state.location.pathname).toBe(`/basket/${made.id}`)
    expect(sent).toMatchObject([{ result_ids: offers.map(({ id }) => id) }])
  })

  it('are asked for as the address says, and a narrowed list can be widened again', async () => {
    const asked: string[] = []
    serve()
    server.use(
      on('get', '/searches/:id/results', ({ request }) => {
        asked.push(new URL(request.url).search)
        return HttpResponse.json(page([result()]))
      }),
    )
    const { user, router } = openApp(`${address}?tab=listings&record=r-1&mark=saved&owned=no&show=all`)
    await row()
    expect(Object.fromEntries(new URLSearchParams(asked[0]))).toMatchObject({
      match: 'r-1',
      mark: 'saved',
      in_collection: 'false',
      excluded: 'any',
    })
    await user.click(screen.getByRole('button', { name: /Only one record/ }))
    expect(router.state.location.search).not.toContain('record')
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(router.state.location.search).toBe('?tab=listings&show=all')
  })

  it('take a mark back when it cannot be saved', async () => {
    server.use(refuse('patch', '/results', 500, { code: 'internal_error' }))
    const { user } = open(result({ listing: listing({ title: 'So What' }) }))
    const save = within(await row()).getByRole('button', { name: 'Save: So What' })
    await user.click(save)
    await waitFor(() => expect(screen.getByText(/unexpected problem/)).toBeVisible())
    expect(save).toHaveAttribute('aria-pressed', 'false')
  })
})
