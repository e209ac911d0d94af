import { admin, enter, signIn } from './support/accounts'
import { expect, goTo, test } from './support/journey'
import { look } from './support/look'

test('connect eBay: consent at eBay, disconnect', async ({ page, asNewcomer }) => {
  await page.goto('/')
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Connect eBay' }).click()
  await page.getByRole('radio', { name: 'sample_buyer_de' }).check()
  await page.getByRole('button', { name: 'Authorize' }).click()
  await expect(page.getByRole('heading', { name: 'eBay is connected' })).toBeVisible()
  await look(page, 'connect-ebay-done')

  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Disconnect eBay' }).click()
  const question = page.getByRole('dialog', { name: 'Disconnect eBay?' })
  await question.getByRole('button', { name: 'Disconnect eBay' }).click()
  await expect(page.getByRole('button', { name: 'Connect eBay' })).toBeVisible()
  const standing = async () => {
    const { items } = await asNewcomer.call<{ items: { status: string }[] }>('get', '/oauth/status')
    return items.map(({ status }) => status)
  }
  await expect.poll(standing).toEqual(['not_connected', 'not_connected'])
})

test('admin: going live asks first, and says what goes', async ({ page }) => {
  await enter(page, signIn(page.request, admin))
  await page.goto('/admin')
  const form = page.getByRole('form', { name: /eBay/ })
  await form.getByLabel('Client ID').fill('made-up-app-id')
  await form.getByLabel('Secret').fill('made-up-cert-id')
  await form.getByRole('button', { name: 'Save' }).click()

  await page.getByRole('button', { name: 'Go live' }).click()
  const question = page.getByRole('dialog', { name: 'Switch to the live marketplaces?' })
  await expect(question).toContainText(
    /What came from the sample marketplaces \([\d,]+ listings?\) is removed/,
  )
  await look(page, 'admin-go-live')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Sample marketplaces', { exact: true })).toBeVisible()
})
