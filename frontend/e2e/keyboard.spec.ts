import { expect, test } from './support/journey'
import { look } from './support/look'

test('by keyboard alone: search, open a listing, go elsewhere', async ({ page, asCollector }) => {
  const { items } = await asCollector.searches()
  const search = items.find(({ name }) => name === 'kind of blue')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await look(page, 'shortcuts')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  await page.keyboard.press('n')
  const words = page.getByRole('dialog').getByLabel('What are you looking for?')
  await expect(words).toBeFocused()
  await page.keyboard.type('no such record')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  await page.goto(`/searches/${search?.id}?tab=listings`)
  const rows = page.getByRole('list', { name: 'Listings' }).getByRole('link')
  await expect(rows.first()).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByRole('heading', { name: 'Score' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(rows.first()).toBeFocused()

  await expect(async () => {
    await page.keyboard.press('g') // two keys soon after each other: a machine can be too busy for that
    await page.keyboard.press('w')
    await expect(page).toHaveURL(/wantlist/, { timeout: 1000 })
  }).toPass()
  await expect(page.getByRole('heading', { level: 1, name: 'Want list' })).toBeVisible()
})
