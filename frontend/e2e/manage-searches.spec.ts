import { chooseAction, expect, goTo, heldToast, test } from './support/journey'
import { look } from './support/look'

test('edit, pause, delete, and take it back', async ({ page, asNewcomer }) => {
  await asNewcomer.createSearch('giant steps')
  await page.goto('/')
  await goTo(page, 'Searches')
  const list = page.getByRole('list', { name: 'Searches' })

  await chooseAction(page, 'giant steps', 'Edit')
  const form = page.getByRole('dialog', { name: 'Edit search' })
  await form.getByText('More rules').click()
  await form.getByLabel('Name', { exact: true }).fill('giant steps, original')
  await form.getByLabel('To year').fill('1965')
  await look(page, 'search-edit')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(list.getByText(/…–1965/)).toBeVisible()

  await chooseAction(page, 'giant steps, original', 'Pause')
  const paused = await heldToast(page, 'is paused')
  await expect(list.getByText('paused', { exact: true })).toBeVisible()
  await paused.getByRole('button', { name: 'Undo' }).click()
  await expect(list.getByText('paused', { exact: true })).toBeHidden()

  await chooseAction(page, 'giant steps, original', 'Delete')
  const deleted = await heldToast(page, 'is deleted')
  await expect(list.getByRole('link', { name: 'giant steps, original' })).toBeHidden()
  await look(page, 'search-deleted')
  await deleted.getByRole('button', { name: 'Undo' }).click()
  await expect(list.getByRole('link', { name: 'giant steps, original' })).toBeVisible()
  await page.reload()
  await expect(list.getByRole('link', { name: 'giant steps, original' })).toBeVisible()
})
