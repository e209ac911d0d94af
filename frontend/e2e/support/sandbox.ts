import { expect, type Page } from '@playwright/test'

/** Has the sample marketplaces answer late while `look` is under way: what passes in a second can be seen. */
export const whileSlow = async (page: Page, look: () => Promise<void>): Promise<void> => {
  const faults = `${process.env['SANDBOX_URL'] ?? ''}/_sandbox/faults`
  for (const marketplace of ['discogs', 'ebay']) {
    const late = { marketplace, kind: 'latency', seconds: 2 }
    await expect(await page.request.post(faults, { data: late })).toBeOK()
  }
  try {
    await look()
  } finally {
    await expect(await page.request.delete(faults)).toBeOK()
  }
}
