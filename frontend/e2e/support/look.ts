import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import path from 'node:path'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What still moves is brought to its end: half-faded text has a contrast of its own. */
const endAnimations = (page: Page) =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime))
      .forEach((animation) => animation.finish()),
  )

/** What axe finds; of the second theme only what colours can change. */
const problems = async (page: Page, scheme: 'light' | 'dark'): Promise<string[]> => {
  const axe = new AxeBuilder({ page })
    .setLegacyMode() // no page of its own: this app has no frames
    .options({ resultTypes: ['violations'] }) // half the time goes into listing what is right
  const { violations } = await (
    scheme === 'light' ? axe.withTags(RULES) : axe.withRules(['color-contrast'])
  ).analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  )
}

/** Nothing sticks out of the window sideways. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const picture = (name: string): string => {
  const { outputDir, name: size } = test.info().project
  return path.join(outputDir, 'pictures', size, `${name}.png`)
}

/** Looks at the page as it stands, light and dark: axe, sideways overflow, and a picture among the artefacts. */
export const look = async (page: Page, name: string): Promise<void> => {
  await test.step(`look at ${name}`, async () => {
    await expect(page.getByRole('heading').first()).toBeVisible()
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await endAnimations(page)
      await page.screenshot({ path: picture(`${name}-${colorScheme}`) })
      expect.soft(await problems(page, colorScheme), `${name}, ${colorScheme}`).toEqual([])
    }
    await page.emulateMedia({ colorScheme: 'light' })
    expect.soft(await overflow(page), `${name} sticks out sideways`).toBeLessThanOrEqual(0)
  })
}
