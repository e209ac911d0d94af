/* global window */
// Interaction to next paint in what people do most, as the browser's event timing sees it.

const watch = () => {
  window.interactions = []
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, name } of list.getEntries())
      if (interactionId) window.interactions.push({ duration, name })
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
}

const journeys = (searchId) => ({
  'search: tabs': async (page) => {
    await page.goto(`/searches/${searchId}`)
    for (const name of ['Prices', 'Listings', 'Sellers', 'Runs', 'Deals']) {
      await page.getByRole('tab', { name }).click()
      await page.getByRole('tabpanel', { name }).waitFor()
    }
  },
  'listings: filter, open, close': async (page) => {
    await page.goto(`/searches/${searchId}?tab=listings`)
    const rows = page.getByRole('list', { name: 'Listings' }).getByRole('link')
    await rows.first().waitFor()
    await page.getByLabel('Sort by').selectOption({ index: 1 })
    await rows.first().click()
    await page.getByRole('dialog').getByRole('heading', { name: 'Score' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  },
  'new search: open, type': async (page) => {
    await page.goto('/searches')
    await page.getByRole('button', { name: 'New search' }).click()
    await page.getByLabel('What are you looking for?').pressSequentially('blue train')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  },
  'navigation: four pages': async (page) => {
    await page.goto('/')
    for (const name of ['Searches', 'Want list', 'Collection', 'Today']) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
    }
  },
})

/** The slowest interaction of each journey, in milliseconds; those under 16 ms are not reported by browsers. */
export const measureInteractions = async (context, searchId) => {
  const rows = []
  for (const [name, walk] of Object.entries(journeys(searchId))) {
    const page = await context.newPage()
    await page.addInitScript(watch)
    await walk(page)
    const seen = await page.evaluate(() => window.interactions)
    rows.push({ name, count: seen.length, worst: Math.max(0, ...seen.map(({ duration }) => duration)) })
    await page.close()
  }
  return rows
}
