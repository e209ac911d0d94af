import { expect, goTo, LONG, test } from './support/journey'
import { look } from './support/look'

test('basket: all wants, plans side by side, check, delete', async ({ page, asCollector }) => {
  const name = `Before the fair, ${test.info().project.name}`
  await page.goto('/')
  await goTo(page, 'Basket')
  await page.getByRole('button', { name: 'New basket' }).click()
  const form = page.getByRole('dialog', { name: 'New basket' })
  await form.getByLabel('Name').fill(name)
  await form.getByLabel(/At most, for everything/).fill('150')
  await look(page, 'basket-form')
  await form.getByRole('button', { name: 'Work it out' }).click()

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByText('Cheapest', { exact: true }).first()).toBeVisible({ timeout: LONG })
  const parcel = page.getByRole('article', { name: /^Parcel from/ }).first()
  await expect(parcel.getByText('Shipping')).toBeVisible()
  await expect(parcel.getByRole('link', { name: /^Open on/ }).first()).toHaveAttribute('href', /^http/)
  await look(page, 'basket')
  await page.getByRole('button', { name: 'Check against the market' }).click()
  await expect(page.getByText(/The plan still holds|The plan has changed/)).toBeVisible({ timeout: LONG })
  await look(page, 'basket-checked')

  await goTo(page, 'Basket')
  await expect(page.getByRole('list', { name: 'Basket' }).getByRole('link', { name })).toBeVisible()
  await look(page, 'baskets')
  await page.getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Basket', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name })).toBeHidden()
  const { items } = await asCollector.call<{ items: { name: string }[] }>('get', '/baskets')
  expect(items.map((basket) => basket.name)).not.toContain(name)
})
