import { screen, within } from '@testing-library/react'
import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/services/api/client'
import { openApp } from '@/testing/render'
import { answer, on, refuse, server } from '@/testing/server'

const tried = (over: Partial<Schemas['PreviewOut']> = {}): Schemas['PreviewOut'] => ({
  considered: 60,
  kept: 14,
  excluded: { above_max_price: 6, unrelated_to_query: 40 },
  first_excluded: [
    {
      listing_id: 'l-1',
      marketplace: 'ebay',
      title: 'マイルス・デイヴィス',
      excluded_by: { code: 'above_max_price', params: { amount: '40', currency: 'EUR' } },
    },
  ],
  currency: 'EUR',
  prices: [
    { amount: '12', excluded_by: null },
    { amount: '18', excluded_by: null },
    { amount: '55', excluded_by: 'above_max_price' },
    { amount: '9', excluded_by: 'unrelated_to_query' },
  ],
  ...over,
})

const open = async (words: string) => {
  const { user } = openApp('/searches?new=1')
  await user.type(await screen.findByLabelText('What are you looking for?'), words)
  return { user, preview: await screen.findByRole('region', { name: 'Tried on what is already known' }) }
}

describe('the preview of a search', () => {
  it('says how many would be kept, shows which prices those are, and why others are not', async () => {
    server.use(answer('post', '/searches/preview', tried()))
    const { preview } = await open('kind of blue')
    expect(await within(preview).findByText('Would have kept 14 of 20.')).toBeVisible()
    expect(preview).toHaveTextContent('40 stored listings are about something else.')
    expect(preview).toHaveTextContent(/above your limit \(6\)/)
    expect(preview).toHaveTextContent(/€40\.00 at your door, above your limit/)
    expect(within(preview).getByText('マイルス・デイヴィス')).toHaveAttribute('dir', 'auto')
    const picture = within(preview).getByRole('img', { name: /of 3 listings, of which the rules keep 2/ })
    expect(picture).toBeVisible()
    const rows = within(preview).getAllByRole('row', { hidden: true }).slice(1)
    const sum = (column: number) =>
      rows.reduce((total, row) => total + Number(row.children[column]?.textContent), 0)
    expect([sum(1), sum(2)]).toEqual([2, 1])
  })

  it('asks with the rules as they are typed, and not while they are wrong', async () => {
    const asked: { max_price: string | null }[] = []
    server.use(
      on('post', '/searches/preview', async ({ request }) => {
        asked.push((await request.json()) as { max_price: string | null })
        return HttpResponse.json(tried())
      }),
    )
    const { user, preview } = await open('kind of blue')
    await within(preview).findByText(/Would have kept/)
    const limit = screen.getByLabelText(/Most you would pay/)
    await user.type(limit, 'abc')
    await user.clear(limit)
    await user.type(limit, '25,5')
    await expect.poll(() => asked.at(-1)?.max_price).toBe('25.5')
    expect(asked.map(({ max_price: most }) => most)).not.toContain('abc')
  })

  it('says that nothing is known yet', async () => {
    server.use(
      answer('post', '/searches/preview', tried({ considered: 0, kept: 0, excluded: {}, prices: [] })),
    )
    const { preview } = await open('no such record')
    expect(await within(preview).findByText(/Nothing is stored for these words yet/)).toBeVisible()
    expect(within(preview).queryByRole('img')).toBeNull()
  })

  it('leaves the form in peace when it is not available', async () => {
    server.use(refuse('post', '/searches/preview', 400))
    const { preview } = await open('kind of blue')
    expect(await within(preview).findByText('The preview is not available.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Create and search' })).toBeEnabled()
  })
})
