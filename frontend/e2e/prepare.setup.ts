import { admin, collector, register } from './support/accounts'
import { Api } from './support/api'
import { look } from './support/look'
import { expect, test as setup } from './support/journey'

setup('the first account looks after the installation', async ({ page }) => {
  await page.goto('/register')
  await expect(page.getByText('The first account looks after this installation')).toBeVisible()
  await look(page, 'register-first')
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password').fill(admin.password)
  await page.getByLabel('Country').selectOption({ label: 'Germany' })
  await expect(page.getByLabel('Currency')).toHaveValue('EUR')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page).toHaveURL(/\/setup/)
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Admin', exact: true })).toBeVisible()
})

setup('a collector with a finished search', async ({ request }) => {
  const api = new Api(request, await register(request, collector))
  await api.connectDiscogs('sample_collector')
  const { id } = await api.createSearch('kind of blue')
  await api.untilSearched(id)
  await api.untilSynced()
  await api.sweepWants()
})
