/* global document, innerHeight */
// Takes the pictures of the README and the user guide from a fresh running stack (BASE_URL), into docs/images;
// with a folder as argument those of every page (or of those named behind it), in both sizes and themes, to look at.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { finishedSearch, openBrowser, register, until } from './browser.mjs'

const MOST_BYTES = 200_000
/** Pages of covers are large files: their upper half will do. */
const CLIPS = Object.fromEntries(
  ['collection', 'collection-dark', 'wantlist-covers'].map((name) => [
    name,
    { x: 0, y: 0, width: 1280, height: 560 },
  ]),
)

const [all, ...only] = process.argv.slice(2)
const folder = all ? path.resolve(all) : path.resolve(import.meta.dirname, '../../docs/images')
const DESK = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

/** What the README and the user guide show besides every page at a desk in light. */
const SHOWN = new Set(['today-phone', 'search-phone', 'listing-phone', 'basket-phone', 'collection-dark'])

/** What is needed before the pictures, as the administrator: a collection, wants, finished searches, a basket. */
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
  'search-form': [
    '/searches?new=1',
    async (page) => {
      await page.getByLabel('What are you looking for?').fill('kind of blue')
      await page.getByLabel(/Most you would pay/).fill('30')
      await page.getByText(/Would have kept/).waitFor()
    },
  ],
  prices: `/searches/${searchId}?tab=prices`,
  listings: `/searches/${searchId}?tab=listings`,
  'listings-selected': [
    `/searches/${searchId}?tab=listings`,
    async (page) => {
      for (const row of [0, 1, 3])
        await page
          .getByRole('checkbox', { name: /^Select (?!all)/ })
          .nth(row)
          .check()
    },
  ],
  sellers: `/searches/${searchId}?tab=sellers`,
  runs: `/searches/${searchId}?tab=runs`,
  listing: `/searches/${searchId}?tab=listings&listing=${result.id}`,
  release: `/releases/${result.match.record.release_id}`,
  wantlist: '/wantlist?offered=1',
  'wantlist-covers': '/wantlist?view=grid&offered=1',
  collection: '/collection',
  basket: `/basket/${basketId}`,
  baskets: '/basket',
  'basket-form': '/basket?new=1',
  'watched-sellers': '/sellers',
  seller: `/sellers/${seller.id}`,
  imports: '/searches/import',
  'want-form': '/wantlist?add=1',
  settings: '/settings',
  admin: '/admin',
  'admin-users': '/admin?tab=users',
  'admin-health': '/admin?tab=health',
  'admin-audit': '/admin?tab=audit',
  setup: '/setup',
  'setup-connect': '/setup?step=2',
  'setup-search': '/setup?step=3',
  shortcuts: [
    '/',
    async (page) => {
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  ],
  'not-found': '/nowhere',
})

/** What is only looked at, never shown in the guide. */
const UNSHOWN = new Set([
  'baskets',
  'basket-form',
  'watched-sellers',
  'imports',
  'want-form',
  'admin-users',
  'admin-health',
  'admin-audit',
  'setup-connect',
  'setup-search',
  'shortcuts',
  'not-found',
])

/** Counts what the page has asked for and not yet got; the event stream never ends. */
const followRequests = (page) => {
  let open = 0
  const counts = (request) => !request.url().endsWith('/api/v1/events')
  page.on('request', (request) => (open += counts(request)))
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => (open -= counts(request)))
  return () => open
}

/** Until nothing is asked for, nothing is a placeholder and every cover in sight has come. */
const untilDrawn = async (page, open) => {
  await page.getByRole('heading').first().waitFor()
  await until(open, (count) => count === 0)
  await page.waitForFunction(
    () =>
      !document.querySelector('.animate-pulse') &&
      [...document.images].every(
        (image) => image.complete || image.getBoundingClientRect().top > innerHeight,
      ),
  )
}

const take = async (page, place, name) => {
  const [address, act] = Array.isArray(place) ? place : [place]
  const open = followRequests(page)
  await page.goto(address)
  await untilDrawn(page, open)
  await act?.(page)
  await untilDrawn(page, open)
  const file = path.join(folder, `${name}.png`)
  await page.screenshot({ path: file, animations: 'disabled', clip: CLIPS[name] })
  if (!all && statSync(file).size > MOST_BYTES) throw new Error(`${file} is over ${MOST_BYTES} bytes`)
}

const takeAll = async (context, places) => {
  const sizes = {
    '': [DESK, 'light'],
    '-phone': [PHONE, 'light'],
    '-dark': [DESK, 'dark'],
    '-phone-dark': [PHONE, 'dark'],
  }
  for (const [suffix, [viewport, colorScheme]] of Object.entries(sizes)) {
    for (const [name, place] of Object.entries(places)) {
      if (only.length > 0 && !only.includes(name)) continue
      if (!all && (suffix === '' ? UNSHOWN.has(name) : !SHOWN.has(name + suffix))) continue
      const page = await context.newPage()
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await take(page, place, name + suffix)
      await page.close()
    }
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
