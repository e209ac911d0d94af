import { screen, within } from '@testing-library/react'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/services/api/client'
import { openApp } from '@/testing/render'
import { answer, on, refuse, server } from '@/testing/server'

const line = (over: Partial<Schemas['ImportLineOut']>): Schemas['ImportLineOut'] => ({
  line: 1,
  text: 'https://www.ebay.com/itm/1',
  marketplace: 'ebay',
  kind: 'listing',
  status: 'done',
  reason: null,
  ...over,
})

const outcome = (over: Partial<Schemas['ImportOut']> = {}): Schemas['ImportOut'] => ({
  id: 'import-1',
  search_id: 'search-1',
  finished: true,
  queued: 0,
  lines: [
    line({}),
    line({
      line: 2,
      text: 'https://example.org',
      marketplace: null,
      status: 'wrong',
      reason: { code: 'unknown_marketplace', params: {} },
    }),
  ],
  ...over,
})

const paste = async (text: string) => {
  const { user, router } = openApp('/searches/import')
  const field = await screen.findByLabelText('Links or numbers')
  if (text) await user.type(field, text)
  await user.click(screen.getByRole('button', { name: 'Read them' }))
  return { user, router, field }
}

describe('pasted links', () => {
  it('are read, and each line says what came of it', async () => {
    server.use(
      answer('post', '/listings/import', outcome(), 202),
      answer('get', '/listings/import/:id', outcome()),
    )
    const { router } = await paste('https://www.ebay.com/itm/1')
    const table = await screen.findByRole('table')
    expect(within(table).getByRole('row', { name: /itm\/1.*eBay.*read/ })).toBeVisible()
    expect(
      within(table).getByRole('row', { name: /example\.org.*not usable.*no such marketplace/ }),
    ).toBeVisible()
    expect(screen.getByText('All read.')).toBeVisible()
    expect(screen.getByRole('link', { name: 'See the listings' })).toHaveAttribute(
      'href',
      '/searches/search-1?tab=listings&show=all',
    )
    expect(router.state.location.search).toBe('?import=import-1')
  })

  it('are asked for again until all are read', async () => {
    let asked = 0
    server.use(
      on('get', '/listings/import/:id', () =>
        HttpResponse.json(
          ++asked === 1 ? outcome({ finished: false, lines: [line({ status: 'queued' })] }) : outcome(),
        ),
      ),
    )
    const { client } = openApp('/searches/import?import=import-1')
    expect(await screen.findByText('Being read…')).toBeVisible()
    await client.invalidateQueries({ queryKey: ['imports'] })
    expect(await screen.findByText('All read.')).toBeVisible()
  })

  it('are asked for when there are none', async () => {
    const { field } = await paste('')
    expect(field).toHaveAccessibleDescription('Paste at least one link.')
  })

  it('show what the server minds beside the field, and stay', async () => {
    server.use(
      refuse('post', '/listings/import', 422, {
        code: 'invalid_input',
        errors: [{ field: 'text', message: 'The server minds this.' }],
      }),
    )
    const { field } = await paste('1234')
    await expect.poll(() => field).toHaveAccessibleDescription('The server minds this.')
    expect(field).toHaveValue('1234')
  })

  it('that are too many say so', async () => {
    server.use(refuse('post', '/listings/import', 422, { code: 'too_many_lines' }))
    const { field } = await paste('1234')
    await expect.poll(() => field).toHaveAccessibleDescription('Too many lines at a time.')
  })

  it('whose outcome is gone say so', async () => {
    server.use(refuse('get', '/listings/import/:id', 404, { code: 'not_found' }))
    openApp('/searches/import?import=import-9')
    expect(await screen.findByRole('alert')).toHaveTextContent('could not be loaded')
  })
})
