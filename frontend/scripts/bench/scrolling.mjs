/* global document, window, requestAnimationFrame */
// Scrolling the listings of a search with 10,000 of them: frames, long tasks and rows in the document.

const ROWS = 10_000
const PAGE = 200

/** Answers the listings of every search with 10,000 copies of real ones, page by page. */
const serveManyRows = async (page, samples) =>
  page.route('**/api/v1/searches/*/results?*', (route) => {
    const first = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0)
    const items = Array.from({ length: Math.min(PAGE, ROWS - first) }, (_, index) => ({
      ...samples[(first + index) % samples.length],
      id: `row-${first + index}`,
    }))
    return route.fulfill({
      json: { items, next_cursor: first + PAGE < ROWS ? String(first + PAGE) : null, total: null },
    })
  })

const watch = () => {
  const seen = { frames: [], tasks: [], most: 0 }
  window.bench = seen
  new PerformanceObserver((list) =>
    seen.tasks.push(...list.getEntries().map(({ duration }) => duration)),
  ).observe({
    type: 'longtask',
  })
  let last = performance.now()
  const onFrame = (now) => {
    seen.frames.push(now - last)
    last = now
    seen.most = Math.max(seen.most, document.querySelectorAll('[data-row]').length)
    requestAnimationFrame(onFrame)
  }
  requestAnimationFrame(onFrame)
}

const quantile = (values, share) => values.sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0

/** Scrolls by the wheel until the last row is there. */
export const measureScrolling = async (context, searchId, samples) => {
  const page = await context.newPage()
  await serveManyRows(page, samples)
  await page.goto(`/searches/${searchId}?tab=listings`)
  await page.locator('[data-row]').first().waitFor()
  await page.evaluate(watch)
  const atEnd = () => page.locator(`li[aria-posinset="${ROWS}"]`).count()
  let wheels = 0
  for (; wheels < 5000 && !(await atEnd()); wheels++) await page.mouse.wheel(0, 1200)
  const { frames, tasks, most } = await page.evaluate(() => window.bench)
  await page.close()
  if (wheels === 5000) throw new Error('the last row was never reached')
  return { rows: ROWS, p50: quantile(frames, 0.5), p95: quantile(frames, 0.95), tasks, most }
}
