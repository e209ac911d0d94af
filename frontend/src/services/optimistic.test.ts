import type { MutationOptions, QueryClient } from '@tanstack/react-query'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { page, result, resultDetail, search } from '@/testing/factories'
import { testClient } from '@/testing/render'
import { on, refuse, server } from '@/testing/server'
import { markResults, resultQuery, resultsQuery } from './results'
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
