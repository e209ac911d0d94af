import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { collector, enter, freshAccount, register, signIn } from './accounts'
import { Api } from './api'
import { LONG } from './patience'

interface Fixtures {
  /** The shared account, signed in in `page`. */
  asCollector: Api
  /** An account of this test alone, signed in in `page`. */
  asNewcomer: Api
  /** Fails the test when the page throws or the browser reports an error on its console. */
  quietConsole: void
}

export const test = base.extend<Fixtures>({
  asCollector: async ({ page }, provide) =>
    provide(new Api(page.request, await enter(page, signIn(page.request, collector)))),
  asNewcomer: async ({ page }, provide) =>
    provide(new Api(page.request, await enter(page, register(page.request, freshAccount())))),
  quietConsole: [
    async ({ page, baseURL }, provide) => {
      const said: string[] = []
      page.on('pageerror', (error) => said.push(error.message))
      page.on('console', (message) => {
        const isOurs = message.location().url.startsWith(baseURL ?? '')
        const text = `${message.text()} (${message.location().url})`
        if (message.type() === 'error' && isOurs && !isExpected(text)) said.push(text)
      })
      await provide()
      expect(said).toEqual([])
    },
    { auto: true },
  ],
})

/** The browser itself reports what was refused on purpose: the refresh of who is not signed in, a denied consent. */
const isExpected = (text: string): boolean => /the server responded with a status of (401|409)/.test(text)

export { expect, LONG }

const isPhone = () => test.info().project.name === 'phone'

/** Goes to a page by the navigation that this size has. */
export const goTo = async (page: Page, name: string): Promise<void> => {
  const main = page.getByRole('navigation', { name: 'Main' })
  await expect(main).toBeVisible()
  const link = main.getByRole('link', { name, exact: true })
  if (isPhone() && (await link.count()) === 0) {
    await main.getByRole('button', { name: 'More' }).click()
    await page.getByRole('dialog').getByRole('link', { name, exact: true }).click()
  } else await link.click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** A toast, kept from vanishing: while the pointer is over it, its time stands still. */
export const heldToast = async (page: Page, text: string): Promise<Locator> => {
  const toasts = page.getByRole('region', { name: /Notifications/ }).getByRole('listitem')
  const toast = toasts.filter({ hasText: text })
  await toast.hover()
  return toast
}

/** Chooses from the "…" menu of a search. */
export const chooseAction = async (page: Page, search: string, action: string): Promise<void> => {
  await page.getByRole('button', { name: `Actions for ${search}`, exact: true }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}
