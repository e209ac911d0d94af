import { expect, goTo, test } from './support/journey'
import { look } from './support/look'

test('watch a seller: from a listing, correct the shipping, block', async ({ page, asNewcomer }) => {
  const search = await asNewcomer.createSearch('blue train')
  await asNewcomer.untilSearched(search.id)
  const { items } = await asNewcomer.results(search.id)
  const result = items.find(({ listing: { seller } }) => seller?.name && !seller.status)
  const name = result?.listing.seller?.name ?? ''
  expect(name).not.toBe('')

  await page.goto(`/results/${result?.id}`)
  await page.getByRole('group', { name }).getByRole('button', { name: 'Watch' }).click()
  await expect(page.getByRole('group', { name }).getByRole('button', { name: 'Watch' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await look(page, 'listing-page')

  await goTo(page, 'Sellers')
  await expect(page.getByRole('list', { name: 'Sellers' }).getByRole('link', { name })).toBeVisible()
  await look(page, 'sellers')
  await page.getByRole('list', { name: 'Sellers' }).getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await page.getByRole('button', { name: 'Correct the shipping' }).click()
  const form = page.getByRole('dialog', { name: /shipping/i })
  await form.getByLabel('First record').fill('6,50')
  await form.getByLabel('Each further one').fill('1')
  await look(page, 'seller-shipping')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('your own figures')).toBeVisible()
  await expect(page.getByText('€6.50')).toBeVisible()
  await look(page, 'seller')

  await page.getByRole('button', { name: 'Block' }).click()
  await goTo(page, 'Sellers')
  await page.getByRole('button', { name: 'Blocked' }).click()
  await expect(page.getByRole('list', { name: 'Sellers' }).getByRole('listitem')).toHaveCount(1)
  await expect(page.getByRole('list', { name: 'Sellers' }).getByRole('link', { name })).toBeVisible()
})
