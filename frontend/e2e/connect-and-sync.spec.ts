import type { Locator } from '@playwright/test'
import { expect, goTo, LONG, test } from './support/journey'
import { look } from './support/look'

/** Until the first cover has come through our own server. */
const untilPictured = async (list: Locator) => {
  const width = () =>
    list
      .locator('img')
      .first()
      .evaluate((image: HTMLImageElement) => image.naturalWidth)
  await expect.poll(width).toBeGreaterThan(0)
}

test('connect and sync: consent at Discogs, collection and want list, disconnect', async ({
  page,
  asNewcomer,
}) => {
  await page.goto('/')
  await goTo(page, 'Settings')
  const discogs = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: 'Connect Discogs' }) })
  await expect(discogs.getByText('not connected')).toBeVisible()
  await look(page, 'settings')

  await test.step('a refusal is said and nothing is connected', async () => {
    await page.getByRole('button', { name: 'Connect Discogs' }).click()
    await page.getByRole('button', { name: 'Deny' }).click()
    await expect(page.getByRole('heading', { name: 'Discogs was not connected' })).toBeVisible()
    await look(page, 'connect-refused')
    await page.getByRole('button', { name: 'Try once more' }).click()
  })

  await page.getByRole('radio', { name: 'sample_collector' }).check()
  await page.getByRole('button', { name: 'Authorize' }).click()
  await expect(page.getByRole('heading', { name: 'Discogs is connected' })).toBeVisible()
  await look(page, 'connect-done')

  await page.getByRole('link', { name: 'To the want list' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Want list' })).toBeVisible()
  await expect(page.getByText('120 records')).toBeVisible({ timeout: LONG })
  await expect(page.getByRole('list', { name: 'Want list' }).getByRole('listitem').nth(3)).toBeVisible()
  await look(page, 'wantlist')
  await page.getByRole('button', { name: 'View: Covers' }).click()
  await expect(page).toHaveURL(/view=grid/)
  await untilPictured(page.getByRole('list', { name: 'Want list' }))
  await look(page, 'wantlist-covers')

  await goTo(page, 'Collection')
  await expect(page.getByText('300 records')).toBeVisible({ timeout: LONG })
  await expect(page.getByText('Worth, by Discogs’ estimate')).toBeVisible()
  await untilPictured(page.getByRole('list', { name: 'Collection' }))
  await look(page, 'collection')

  await goTo(page, 'Settings')
  await expect(page.getByText('as sample_collector')).toBeVisible()
  await page.getByRole('button', { name: 'Disconnect Discogs' }).click()
  const question = page.getByRole('dialog', { name: 'Disconnect Discogs?' })
  await expect(question).toContainText('300 records')
  await look(page, 'disconnect')
  await question.getByRole('button', { name: 'Disconnect Discogs' }).click()
  await expect(page.getByRole('button', { name: 'Connect Discogs' })).toBeVisible()

  await goTo(page, 'Collection')
  await expect(page.getByText('No records here yet')).toBeVisible()
  const { items } = await asNewcomer.call<{ items: unknown[] }>('get', '/wantlist/items')
  expect(items).toEqual([])
})
