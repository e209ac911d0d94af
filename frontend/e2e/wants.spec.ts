import { expect, goTo, test } from './support/journey'
import { look } from './support/look'

test('a want of one’s own: add it, say how much, take it off', async ({ page, asNewcomer }) => {
  await page.goto('/')
  await goTo(page, 'Want list')
  await expect(page.getByText('Nothing wanted yet')).toBeVisible()
  await look(page, 'wantlist-empty')
  await page.getByRole('button', { name: 'Add a record' }).first().click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Artist').fill('Miles Davis')
  await form.getByLabel('Title').fill('Kind of Blue')
  await look(page, 'want-add')
  await form.getByRole('button', { name: 'Add a record' }).click()

  await expect(page.getByRole('list', { name: 'Want list' })).toContainText('Kind of Blue')
  await page.getByRole('button', { name: 'Rule for Kind of Blue' }).click()
  const rule = page.getByRole('dialog', { name: 'Rule of this want' })
  await rule.getByLabel('At most').fill('40')
  await look(page, 'want-rule')
  await rule.getByRole('button', { name: 'Save' }).click()
  await expect(rule).toBeHidden()
  const { items } = await asNewcomer.call<{ items: { rule: { max_landed_price: string | null } }[] }>(
    'get',
    '/wantlist/items',
  )
  expect(Number(items[0]?.rule.max_landed_price)).toBe(40)

  await page.getByRole('button', { name: 'Remove: Kind of Blue' }).click()
  await expect(page.getByText('Nothing wanted yet')).toBeVisible()
})
