import { expect, type Page } from '@playwright/test'

/** A little less than the product waits for an answer: nothing fails meanwhile. */
const HELD_SECONDS = 15

/** Has the sample marketplaces hold back their answers until `look` is done: what passes quickly can be seen. */
export const whileHeld = async (page: Page, look: () => Promise<void>): Promise<void> => {
  const faults = `${process.env['SANDBOX_URL'] ?? ''}/_sandbox/faults`
  for (const marketplace of ['discogs', 'ebay']) {
    const late = { marketplace, kind: 'latency', seconds: HELD_SECONDS }
    await expect(await page.request.post(faults, { data: late })).toBeOK()
  }
  try {
    await look()
  } finally {
    await expect(await page.request.delete(faults)).toBeOK()
  }
}
