/* global document, innerHeight */
// Takes the pictures of the README and the user guide from a fresh running stack (BASE_URL), into docs/images;
// with a folder as argument those of every page, in both sizes and themes, to look at.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { finishedSearch, openBrowser, register, until } from './browser.mjs'

const MOST_BYTES = 200_000
const all = process.argv[2]
const folder = all ? path.resolve(all) : path.resolve(import.meta.dirname, '../../docs/images')
const DESK = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

/** What the README and the user guide show besides every page at a desk in light. */
const SHOWN = new Set(['today-phone', 'search-phone', 'listing-phone', 'basket-phone', 'collection-dark'])

/** What is needed before the pictures: a collection, wants, finished searches, a basket. */
const prepare = async (context) => {
  const api = await register(context, 'ada@example.org')
  await api('put', '/oauth/discogs/token', { token: 'sandbox-token-sample_collector' })
  const searchId = await finishedSearch(api, 'kind of blue', { max_price: '60' })
  await finishedSearch(api, 'blue train', { min_record_condition: 'vg_plus' })
  await until(
    () => api('get', '/wantlist'),
    ({ accounts }) => accounts.every(({ status }) => status === 'complete'),
  )
  const { items: searches } = await api('get', '/searches')
  const sweep = searches.find(({ kind }) => kind === 'wantlist')
  await api('post', `/searches/${sweep.id}/run`)
  await until(
    () => api('get', `/searches/${sweep.id}`),
    ({ last_run: run }) => run?.status === 'succeeded',
  )
  const basket = await api('post', '/baskets', { name: 'Before the fair', options: { budget: '150' } })
  await until(
    () => api('get', `/baskets/${basket.id}`),
    ({ status }) => status === 'solved',
  )
  const { items: results } = await api('get', `/searches/${searchId}/results?limit=50&sort=score`)
  const { items: sellers } = await api('get', '/sellers')
  return {
    searchId,
    basketId: basket.id,
    result: results.find(({ match }) => match?.record.release_id),
    seller: sellers[0],
  }
}

const pictures = ({ searchId, basketId, result, seller }) => ({
  today: '/',
  search: `/searches/${searchId}`,
  searches: '/searches',
  'search-form': '/searches?new=1',
  prices: `/searches/${searchId}?tab=prices`,
  listings: `/searches/${searchId}?tab=listings`,
  sellers: `/searches/${searchId}?tab=sellers`,
  runs: `/searches/${searchId}?tab=runs`,
  listing: `/searches/${searchId}?tab=listings&listing=${result.id}`,
  release: `/releases/${result.match.record.release_id}`,
  wantlist: '/wantlist',
  collection: '/collection',
  basket: `/basket/${basketId}`,
  seller: `/sellers/${seller.id}`,
  settings: '/settings',
  admin: '/admin',
  setup: '/setup',
})

/** Until nothing is loading and every cover in sight has come. */
const untilDrawn = async (page) => {
  await page.getByRole('heading').first().waitFor()
  await page.waitForFunction(() => !document.body.innerText.includes('Loading…'))
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight),
  )
}

const take = async (page, address, name) => {
  await page.goto(address)
  await untilDrawn(page)
  const file = path.join(folder, `${name}.png`)
  await page.screenshot({ path: file, animations: 'disabled' })
  if (!all && statSync(file).size > MOST_BYTES) throw new Error(`${file} is over ${MOST_BYTES} bytes`)
}

const takeAll = async (context, places) => {
  const page = await context.newPage()
  const sizes = {
    '': [DESK, 'light'],
    '-phone': [PHONE, 'light'],
    '-dark': [DESK, 'dark'],
    '-phone-dark': [PHONE, 'dark'],
  }
  for (const [suffix, [viewport, colorScheme]] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const [name, address] of Object.entries(places))
      if (all || suffix === '' || SHOWN.has(name + suffix)) await take(page, address, name + suffix)
  }
}

const profile = mkdtempSync(path.join(tmpdir(), 'vinyldigger-pictures-'))
mkdirSync(folder, { recursive: true })
const context = await openBrowser(profile)
try {
  await takeAll(context, pictures(await prepare(context)))
} finally {
  await context.close()
  rmSync(profile, { recursive: true, force: true })
}
