import { freshAccount } from './support/accounts'
import { expect, LONG, test } from './support/journey'
import { look } from './support/look'

test('first run: register, set up, first search', async ({ page }) => {
  const { email, password } = freshAccount()
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await look(page, 'sign-in')
  await page.getByRole('link', { name: 'Create account' }).click()

  await page.getByLabel('E-mail').fill('not an address')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription('Enter an e-mail address.')
  await look(page, 'register-refused')

  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByLabel('Country').selectOption({ label: 'United Kingdom' })
  await expect(page.getByLabel('Currency')).toHaveValue('GBP')
  await page.getByRole('button', { name: 'Create account' }).click()

  await expect(page).toHaveURL(/\/setup/)
  await expect(page.getByLabel('Country')).toHaveValue('GB')
  await look(page, 'setup-place')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('made-up records, real mechanics')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Connect Discogs' })).toBeVisible()
  await look(page, 'setup-connect')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByLabel('What are you looking for?').fill('blue train')
  await look(page, 'setup-search')
  await page.getByRole('button', { name: 'Create and search' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'blue train' })).toBeVisible()
  await expect(page.getByRole('article').first().getByText(/£\d/).first()).toBeVisible({
    timeout: LONG,
  })
})
