import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { eur, page, pressing, sync, want } from '@/testing/factories'
import { openApp } from '@/testing/render'
import { answer, on, refuse, server, silent } from '@/testing/server'

const PAGE = 200

/** A want list of so many items, read page by page; counts the pages asked for. */
const serveMany = (total: number) => {
  const asked: number[] = []
  server.use(
    on('get', '/wantlist/items', ({ request }) => {
      const first = Number(new URL(request.url).searchParams.get('cursor') ?? 0)
      asked.push(first)
      const items = Array.from({ length: Math.min(PAGE, total - first) }, (_, index) =>
        want({ id: `want-${first + index}`, title: `Record ${first + index}` }),
      )
      return HttpResponse.json(page(items, first + PAGE < total ? String(first + PAGE) : null))
    }),
  )
  return asked
}

const frame = () =>
  server.use(
    answer('get', '/wantlist', { accounts: [sync({ count: 4500 })] }),
    answer('get', '/lists', { items: [] }),
  )

const scrollTo = (top: number) =>
  act(() => {
    Object.defineProperty(window, 'scrollY', { configurable: true, value: top })
    window.dispatchEvent(new Event('scroll'))
  })

const list = () => screen.findByRole('list', { name: 'Want list' })

describe('a want list of 4,500', () => {
  it('reads one page, draws what is in sight and reads on when its end comes near', async () => {
    frame()
    const asked = serveMany(4500)
    openApp('/wantlist')
    expect(await screen.findByText(/4,500 records/)).toBeVisible()
    expect(within(await list()).getAllByRole('listitem').length).toBeLessThan(40)
    expect(asked).toEqual([0])
    scrollTo(PAGE * 64)
    expect(await screen.findByLabelText('Select Record 199')).toBeInTheDocument()
    await expect.poll(() => asked).toEqual([0, PAGE])
    scrollTo(0)
  })
})

describe('a want', () => {
  const one = want({ title: 'Giant Steps', artist: 'John Coltrane' })
  const open = () => {
    frame()
    server.use(answer('get', '/wantlist/items', page([one])))
    return openApp('/wantlist')
  }
  const tier = async () => screen.findByLabelText('Priority of Giant Steps')

  it('takes its rule at once, and takes it back when it cannot be saved', async () => {
    server.use(refuse('patch', '/wantlist/items', 500, { code: 'internal_error' }))
    server.use(refuse('patch', '/wantlist/items/:id', 500, { code: 'internal_error' }))
    const { user } = open()
    await user.selectOptions(await tier(), 'must')
    await waitFor(() => expect(screen.getByText(/unexpected problem/)).toBeVisible())
    await expect.poll(async () => ((await tier()) as HTMLSelectElement).value).toBe('')
  })

  it('says what it costs now, how many offers there are, and leads to the best', async () => {
    frame()
    const best = { result_id: 'result-7', landed: eur(24.9), certain: 'estimated' as const }
    const wants = [
      { ...one, offers: { count: 3, best } },
      want({ title: 'Blue Train', offers: { count: 1, best: null } }),
      want({ title: 'Lush Life' }),
    ]
    server.use(answer('get', '/wantlist/items', page(wants)))
    const { user, router } = openApp('/wantlist')
    const [priced, old, none] = within(await list()).getAllByRole('listitem')
    expect(priced).toHaveTextContent(/≈.*€24\.90.*3 offers/)
    expect(old).toHaveTextContent(/1 offer(?!s)/)
    expect(none).toHaveTextContent(/no offer yet/)
    server.use(silent('get', '/results/:id'))
    await user.click(screen.getByRole('link', { name: /Best offer of Giant Steps/ }))
    expect(router.state.location.search).toBe('?listing=result-7')
  })

  it('nobody offers can be left out, which stands in the address', async () => {
    frame()
    const asked: (string | null)[] = []
    server.use(
      on('get', '/wantlist/items', ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('on_offer'))
        return HttpResponse.json(page([one]))
      }),
    )
    const { user, router } = openApp('/wantlist')
    await user.click(await screen.findByLabelText('Only on offer now'))
    await expect.poll(() => asked).toEqual([null, 'true'])
    expect(router.state.location.search).toBe('?offered=1')
  })

  it('from a marketplace cannot be removed here', async () => {
    open()
    await tier()
    expect(screen.queryByRole('button', { name: /Remove/ })).toBeNull()
  })

  it('list that is being read says how far', async () => {
    frame()
    server.use(
      answer('get', '/wantlist', {
        accounts: [sync({ status: 'running', progress: { done: 1125, total: 4500 } })],
      }),
      answer('get', '/wantlist/items', page([])),
    )
    openApp('/wantlist')
    expect(await screen.findByText('1,125 of 4,500')).toBeVisible()
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25')
  })

  it('list that could not be read keeps the old one and says why', async () => {
    frame()
    server.use(
      answer('get', '/wantlist', {
        accounts: [
          sync({
            status: 'failed',
            error: { code: 'marketplace_unavailable', params: { marketplace: 'discogs' } },
          }),
        ],
      }),
      answer('get', '/wantlist/items', page([one])),
    )
    openApp('/wantlist')
    expect(await screen.findByText('John Coltrane – Giant Steps')).toBeVisible()
    expect((await screen.findAllByText(/Discogs/)).length).toBeGreaterThan(1)
  })

  it('list of nobody says what to do', async () => {
    server.use(
      answer('get', '/wantlist', { accounts: [] }),
      answer('get', '/lists', { items: [] }),
      answer('get', '/wantlist/items', page([])),
    )
    openApp('/wantlist')
    expect(await screen.findByText('Nothing wanted yet')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Connect Discogs' })).toHaveAttribute('href', '/settings')
  })
})

describe('a want list as covers', () => {
  const covered = want({
    title: 'Giant Steps',
    artist: 'John Coltrane',
    release: pressing({ year: 1960, image_url: '/images/full', thumb_url: '/images/thumb' }),
    rule: { ...want().rule, tier: 'must', max_landed_price: '40', currency: 'EUR' },
  })
  const open = (address: string, wants = [covered]) => {
    frame()
    server.use(answer('get', '/wantlist/items', page(wants)))
    return openApp(address)
  }

  it('is chosen with one button, stands in the address and is remembered', async () => {
    const first = open('/wantlist')
    await first.user.click(await screen.findByRole('button', { name: 'View: Covers' }))
    expect(first.router.state.location.search).toBe('?view=grid')
    cleanup()
    open('/wantlist')
    expect(await screen.findByRole('button', { name: 'View: List' })).toBeVisible()
    expect(await screen.findByText('John Coltrane · 1960')).toBeVisible()
  })

  it('shows each rule in short, and takes the small picture where that will do', async () => {
    open('/wantlist?view=grid')
    const [tile] = within(await list()).getAllByRole('listitem')
    expect(tile).toHaveTextContent(/Must have.*≤ €40\.00/)
    expect(tile?.querySelector('img')?.srcset).toBe('/images/thumb 150w, /images/full 600w')
  })

  it('opens a rule from a cover, and several at once', async () => {
    const { user } = open('/wantlist?view=grid', [covered, want({ title: 'Blue Train' })])
    await user.click(await screen.findByRole('button', { name: 'Rule for Giant Steps' }))
    expect(await screen.findByRole('dialog', { name: 'Rule of this want' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await user.click(screen.getByLabelText('Select Giant Steps'))
    await user.click(screen.getByLabelText('Select Blue Train'))
    await user.click(screen.getByRole('button', { name: 'Rule' }))
    expect(await screen.findByRole('dialog', { name: 'Rule of 2 wants' })).toBeVisible()
  })

  it('of a record that nobody has a picture of is drawn, and leads nowhere without a record', async () => {
    open('/wantlist?view=grid', [want({ title: 'Test Pressing', release: null })])
    const [tile] = within(await list()).getAllByRole('listitem')
    expect(tile?.querySelector('svg')).not.toBeNull()
    expect(within(tile as HTMLElement).queryByRole('link')).toBeNull()
  })
})
