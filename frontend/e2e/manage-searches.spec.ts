import { chooseAction, expect, goTo, test } from './support/journey'
import { look } from './support/look'

test('edit, pause, delete, and take it back', async ({ page, asNewcomer }) => {
  await asNewcomer.createSearch('giant steps')
  await page.goto('/')
  await goTo(page, 'Searches')
  const list = page.getByRole('list', { name: 'Searches' })
  const toasts = page.getByRole('region', { name: /Notifications/ }).getByRole('listitem')
  const undo = (text: string) =>
    toasts.filter({ hasText: text }).getByRole('button', { name: 'Undo' }).click()

  await chooseAction(page, 'giant steps', 'Edit')
  const form = page.getByRole('dialog', { name: 'Edit search' })
  await form.getByText('More rules').click()
  await form.getByLabel('Name', { exact: true }).fill('giant steps, original')
  await form.getByLabel('To year').fill('1965')
  await look(page, 'search-edit')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(list.getByText(/…–1965/)).toBeVisible()

  await chooseAction(page, 'giant steps, original', 'Pause')
  await expect(list.getByText('paused', { exact: true })).toBeVisible()
  await undo('is paused')
  await expect(list.getByText('paused', { exact: true })).toBeHidden()

  await chooseAction(page, 'giant steps, original', 'Delete')
  await expect(list.getByRole('link', { name: 'giant steps, original' })).toBeHidden()
  await look(page, 'search-deleted')
  await undo('is deleted')
  await expect(list.getByRole('link', { name: 'giant steps, original' })).toBeVisible()
  await page.reload()
  await expect(list.getByRole('link', { name: 'giant steps, original' })).toBeVisible()
})
