import { expect, goTo, heldToast, LONG, test } from './support/journey'
import { look } from './support/look'
import { whileHeld } from './support/sandbox'

/** Words that nothing else here searches for: what has just been asked for is answered without asking again. */
const WORDS: Record<string, string> = { desk: 'rumours', phone: 'unknown pleasures' }
const PRICE = /[€£$]\s?\d+/

test('search to deal: words in, live progress, deals of both marketplaces, one listing in full', async ({
  page,
  asNewcomer,
}, { project }) => {
  const words = WORDS[project.name] ?? ''
  await page.goto('/')
  await look(page, 'today-empty')
  await goTo(page, 'Searches')
  await page.getByRole('button', { name: 'New search' }).click()
  const form = page.getByRole('dialog', { name: 'New search' })
  await form.getByRole('button', { name: 'Create and search' }).click()
  await expect(form.getByLabel('What are you looking for?')).toHaveAccessibleDescription(
    /Say what you are looking for/,
  )
  await form.getByLabel('What are you looking for?').fill(words)
  await form.getByLabel('Most you would pay').fill('abc')
  await form.getByRole('button', { name: 'Create and search' }).click()
  await expect(form.getByLabel('Most you would pay')).toHaveAccessibleDescription(/Enter an amount/)
  await look(page, 'search-form')
  await form.getByLabel('Most you would pay').fill('400')
  await whileHeld(page, async () => {
    await form.getByRole('button', { name: 'Create and search' }).click()
    await expect(page.getByRole('heading', { level: 1, name: words })).toBeVisible()
    await expect(page.getByRole('progressbar', { name: 'Progress of the run' })).toBeVisible()
  })
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: LONG })

  const deals = page.getByRole('tabpanel', { name: 'Deals' })
  const first = deals.getByRole('article').first()
  await expect(first.getByText(PRICE).first()).toBeVisible()
  await expect(first.getByText(/Score \d+/)).toBeVisible()
  await look(page, 'search-deals')

  const searchId = /searches\/([\w-]+)/.exec(page.url())?.[1] ?? ''
  const sources = new Set(
    (await asNewcomer.results(searchId)).items.map(({ listing }) => listing.marketplace),
  )
  expect([...sources].sort()).toEqual(['discogs', 'ebay'])

  await page.getByRole('tab', { name: /Listings/ }).click()
  for (const marketplace of ['discogs', 'ebay']) {
    await page.goto(`/searches/${searchId}?tab=listings&platform=${marketplace}`)
    await expect(page.getByRole('list', { name: 'Listings' }).getByRole('listitem').first()).toContainText(
      marketplace === 'ebay' ? 'eBay' : 'Discogs',
    )
  }
  await page.goto(`/searches/${searchId}?tab=listings`)
  const row = page.getByRole('list', { name: 'Listings' }).getByRole('listitem').first()
  await expect(row.getByText(PRICE).first()).toBeVisible()
  await look(page, 'search-listings')
  await test.step('several at once: marked, and taken back', async () => {
    const list = page.getByRole('list', { name: 'Listings' })
    await list.getByRole('checkbox').nth(0).check()
    await list.getByRole('checkbox').nth(1).check()
    await expect(page.getByText('2 selected')).toBeVisible()
    await look(page, 'search-listings-selected')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const marked = await heldToast(page, '2 listings: saved.')
    await expect(list.getByText('Saved', { exact: true })).toHaveCount(2)
    await marked.getByRole('button', { name: 'Undo' }).click()
    await expect(list.getByText('Saved', { exact: true })).toHaveCount(0)
  })
  await row.getByRole('link').first().click()

  const sheet = page.getByRole('dialog')
  await expect(sheet.getByRole('heading', { name: 'Score' })).toBeVisible()
  await expect(sheet.getByRole('heading', { name: 'At your door' })).toBeVisible()
  await expect(sheet.getByRole('link', { name: /Open on (Discogs|eBay)/ })).toHaveAttribute('href', /^http/)
  await look(page, 'listing')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
})

test('a search from every side: prices, sellers, runs, and Today', async ({ page, asCollector }) => {
  const { items } = await asCollector.searches()
  const search = items.find(({ name }) => name === 'kind of blue')
  await page.goto(`/searches/${search?.id}`)
  for (const tab of ['Prices', 'Sellers', 'Runs']) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByRole('tabpanel', { name: tab })).toContainText(/\d/)
    await look(page, `search-${tab.toLowerCase()}`)
  }
  await goTo(page, 'Today')
  await expect(page.getByRole('heading', { name: 'Act now' })).toBeVisible()
  await look(page, 'today')
})
