import { admin, enter, signIn } from './support/accounts'
import { Api } from './support/api'
import { expect, goTo, test } from './support/journey'
import { look } from './support/look'

test('admin: marketplaces, users, health, audit', async ({ page }) => {
  const token = await enter(page, signIn(page.request, admin))
  await page.goto('/')
  await goTo(page, 'Admin')
  await expect(page.getByText('Sample marketplaces', { exact: true })).toBeVisible()
  const discogs = page.getByRole('form', { name: /Discogs/ })
  await expect(discogs.getByRole('button', { name: 'Save' })).toBeVisible()
  await look(page, 'admin-marketplaces')

  await page.getByRole('tab', { name: 'Users' }).click()
  await expect(page.getByRole('list', { name: 'Users' })).toContainText('collector@example.org')
  await look(page, 'admin-users')
  await page.getByRole('button', { name: 'Invite someone' }).click()
  await expect(page.getByRole('dialog', { name: 'One-time link' }).getByRole('textbox')).toHaveValue(
    /\/register#./,
  )
  await look(page, 'admin-invite')
  await page.keyboard.press('Escape')

  await page.getByRole('tab', { name: 'Health' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Database' })).toContainText('ok')
  await expect(page.getByText('failing')).toHaveCount(0)
  await look(page, 'admin-health')
  const { items: failed } = await new Api(page.request, token).call<{ items: unknown[] }>(
    'get',
    '/admin/failed-tasks',
  )
  expect(failed, 'no job has failed for good since the stack began').toEqual([])
  await page.getByRole('tab', { name: 'Dead letters' }).click()
  await expect(page.getByText('No dead letters')).toBeVisible()
  await look(page, 'admin-dead-letters')
  await page.getByRole('tab', { name: 'Audit' }).click()
  await expect(page.getByRole('table', { name: 'Audit' })).toContainText('admin@example.org')
  await look(page, 'admin-audit')
})

test('admin: not for others', async ({ page, asCollector }) => {
  await page.goto('/admin')
  await expect(page.getByText('Only administrators may see this.')).toBeVisible()
  await look(page, 'admin-forbidden')
  await expect(asCollector.call('get', '/admin/health')).rejects.toThrow(/403/)
})
