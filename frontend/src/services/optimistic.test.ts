import type { MutationOptions, QueryClient } from '@tanstack/react-query'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import {
  dashboard,
  deal,
  listing,
  page,
  result,
  resultDetail,
  search,
  seller,
  sellerDetail,
} from '@/testing/factories'
import { testClient } from '@/testing/render'
import { answer, on, refuse, server } from '@/testing/server'
import { dashboardQuery } from './dashboard'
import { giveFeedback, searchDealsQuery } from './recommendations'
import { markResults, resultQuery, resultsQuery } from './results'
import { sellerQuery, sellersQuery, setSellerStatus } from './sellers'
import { deleteSearch, searchesQuery, searchQuery, setSearchActive } from './searches'

/** An answer that waits until it is let go, so that what shows meanwhile can be seen. */
const held = () => {
  let letGo = () => undefined as void
  const gate = new Promise<void>((resolve) => (letGo = resolve))
  return { gate, letGo: () => letGo() }
}

const start = <V, T, C>(client: QueryClient, options: MutationOptions<T, Error, V, C>, value: V) =>
  client.getMutationCache().build(client, options).execute(value)

describe('a mark', () => {
  const seen = result()
  const prepared = () => {
    const client = testClient()
    client.setQueryData(resultsQuery(seen.search_id, {}).queryKey, {
      pages: [page([seen, result()])],
      pageParams: [null],
    })
    client.setQueryData(resultQuery(seen.id).queryKey, resultDetail({ id: seen.id }))
    return client
  }
  const marks = (client: QueryClient) => ({
    list: client
      .getQueryData(resultsQuery(seen.search_id, {}).queryKey)
      ?.pages[0]?.items.map(({ mark }) => mark),
    detail: client.getQueryData(resultQuery(seen.id).queryKey)?.mark,
  })

  it('shows at once in the list and beside it, before the server has said anything', async () => {
    const { gate, letGo } = held()
    server.use(on('patch', '/results', async () => (await gate, HttpResponse.json({ changed: 1 }))))
    const client = prepared()
    const saving = start(client, markResults(), { ids: [seen.id], mark: 'saved' })
    await expect.poll(() => marks(client)).toEqual({ list: ['saved', null], detail: 'saved' })
    letGo()
    await saving
    expect(marks(client)).toEqual({ list: ['saved', null], detail: 'saved' })
  })

  it('is taken back when the server refuses it', async () => {
    server.use(refuse('patch', '/results', 409, { code: 'conflict' }))
    const client = prepared()
    await expect(start(client, markResults(), { ids: [seen.id], mark: 'bought' })).rejects.toMatchObject({
      status: 409,
    })
    expect(marks(client)).toEqual({ list: [null, null], detail: null })
  })
})

describe('many marks', () => {
  it('are sent in as many requests as the API asks for', async () => {
    const sent: number[] = []
    server.use(
      on('patch', '/results', async ({ request }) => {
        sent.push(((await request.json()) as { ids: string[] }).ids.length)
        return HttpResponse.json({ changed: 1 })
      }),
    )
    const ids = Array.from({ length: 1100 }, (_, index) => `result-${index}`)
    await start(testClient(), markResults(), { ids, mark: 'dismissed' })
    expect(sent).toEqual([500, 500, 100])
  })

  it('have the list of what bears a mark read again', async () => {
    server.use(answer('patch', '/results', { changed: 1 }))
    const client = testClient()
    const keys = [resultsQuery('s', { mark: 'saved' }).queryKey, resultsQuery('s', {}).queryKey] as const
    keys.forEach((key) => client.setQueryData(key, { pages: [page([])], pageParams: [null] }))
    await start(client, markResults(), { ids: ['result-1'], mark: null })
    expect(keys.map((key) => client.getQueryState(key)?.isInvalidated)).toEqual([true, false])
  })
})

describe('what one thinks of a seller', () => {
  const one = seller()
  const offer = resultDetail({ listing: listing({ seller: one }) })
  const prepared = () => {
    const client = testClient()
    client.setQueryData(sellerQuery(one.id).queryKey, sellerDetail({ id: one.id }))
    client.setQueryData(sellersQuery(null).queryKey, {
      pages: [page([{ ...sellerDetail({ id: one.id }) }, sellerDetail()])],
      pageParams: [null],
    })
    client.setQueryData(resultQuery(offer.id).queryKey, offer)
    return client
  }
  const shown = (client: QueryClient) => [
    client.getQueryData(sellerQuery(one.id).queryKey)?.status,
    ...(client.getQueryData(sellersQuery(null).queryKey)?.pages[0]?.items.map(({ status }) => status) ?? []),
    client.getQueryData(resultQuery(offer.id).queryKey)?.listing.seller?.status,
  ]

  it('shows at once wherever the seller does, and is taken back when it cannot be saved', async () => {
    const { gate, letGo } = held()
    server.use(on('put', '/sellers/:id/status', async () => (await gate, HttpResponse.error())))
    const client = prepared()
    const saving = start(client, setSellerStatus(), { id: one.id, status: 'watched' as const })
    const failed = expect(saving).rejects.toThrow()
    await expect.poll(() => shown(client)).toEqual(['watched', 'watched', null, 'watched'])
    letGo()
    await failed
    expect(shown(client)).toEqual([null, null, null, null])
  })
})

describe('a word on advice', () => {
  const advice = deal()
  const prepared = () => {
    const client = testClient()
    client.setQueryData(dashboardQuery().queryKey, dashboard({ act_now: [advice, deal()] }))
    client.setQueryData(searchDealsQuery(advice.search_id).queryKey, {
      pages: [page([advice])],
      pageParams: [null],
    })
    return client
  }
  const shown = (client: QueryClient) => [
    ...(client.getQueryData(dashboardQuery().queryKey)?.act_now.map(({ feedback }) => feedback) ?? []),
    client.getQueryData(searchDealsQuery(advice.search_id).queryKey)?.pages[0]?.items[0]?.feedback,
  ]

  it('shows at once, on Today and with its search, and is taken back when it cannot be saved', async () => {
    const { gate, letGo } = held()
    server.use(on('post', '/recommendations/:id/feedback', async () => (await gate, HttpResponse.error())))
    const client = prepared()
    const saving = start(client, giveFeedback(), { id: advice.id, feedback: 'not_helpful' as const })
    const failed = expect(saving).rejects.toThrow()
    await expect.poll(() => shown(client)).toEqual(['not_helpful', null, 'not_helpful'])
    letGo()
    await failed
    expect(shown(client)).toEqual([null, null, null])
  })
})

describe('a search', () => {
  const mine = search()
  const prepared = () => {
    const client = testClient()
    client.setQueryData(searchQuery(mine.id).queryKey, mine)
    client.setQueryData(searchesQuery().queryKey, { pages: [page([mine])], pageParams: [null] })
    return client
  }
  const listed = (client: QueryClient) =>
    client.getQueryData(searchesQuery().queryKey)?.pages[0]?.items.map(({ is_active }) => is_active)

  it('is paused at once, and active again when that fails', async () => {
    const { gate, letGo } = held()
    server.use(
      on(
        'post',
        '/searches/:id/pause',
        async () => (await gate, HttpResponse.json({ code: 'x' }, { status: 500 })),
      ),
    )
    const client = prepared()
    const pausing = start(client, setSearchActive(), { id: mine.id, active: false })
    const failed = expect(pausing).rejects.toMatchObject({ status: 500 })
    await expect.poll(() => listed(client)).toEqual([false])
    letGo()
    await failed
    expect(listed(client)).toEqual([true])
  })

  it('leaves the list at once when deleted, and comes back when that fails', async () => {
    const { gate, letGo } = held()
    server.use(on('delete', '/searches/:id', async () => (await gate, HttpResponse.error())))
    const client = prepared()
    const deleting = start(client, deleteSearch(), mine.id)
    const failed = expect(deleting).rejects.toThrow()
    await expect.poll(() => listed(client)).toEqual([])
    letGo()
    await failed
    expect(listed(client)).toEqual([true])
  })
})
