// Measures the built web app in front of a running stack (BASE_URL) and writes docs/benchmarks/web.md.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { BUDGET, firstLoads } from './bench/bundle.mjs'
import { measureInteractions } from './bench/interactions.mjs'
import { medianOf, withBrowser } from './bench/lighthouse.mjs'
import { measureScrolling } from './bench/scrolling.mjs'
import { base, finishedSearch, openBrowser, register } from './browser.mjs'

const RUNS = Number(process.env.BENCH_RUNS ?? 3)
const DEBUGGING_PORT = Number(process.env.BENCH_PORT ?? 18_899)
const output = path.resolve(import.meta.dirname, '../../docs/benchmarks/web.md')

const ms = (value) => `${Math.round(value)} ms`

const table = (columns, rows) =>
  [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const bundleTable = () =>
  table(
    ['first visit', 'JavaScript, gzip', 'budget'],
    firstLoads().map(({ visit, total }) => [visit, `${(total / 1000).toFixed(1)} kB`, `${BUDGET / 1000} kB`]),
  )

const audit = (profile, pages) =>
  withBrowser(profile, DEBUGGING_PORT, async (port) => {
    const rows = []
    for (const preset of ['desktop', 'mobile'])
      for (const [name, address] of Object.entries(pages)) {
        console.error(`lighthouse: ${name}, ${preset}`)
        const { failed, lcp, tbt, cls, ...scores } = await medianOf(RUNS, base + address, port, preset)
        const { performance, accessibility, 'best-practices': practices } = scores
        rows.push([
          name,
          preset,
          performance,
          accessibility,
          practices,
          ms(lcp),
          ms(tbt),
          cls.toFixed(3),
          failed.join(', '),
        ])
      }
    return rows
  })

const scrollingText = ({ rows, p50, p95, tasks, most }) =>
  `${rows.toLocaleString('en')} rows, from the first to the last by the wheel: at most ${most} rows in the document at a time, a frame ` +
  `every ${ms(p50)} (median) and ${ms(p95)} (95th percentile), ${tasks.length} tasks over 50 ms (longest ${ms(Math.max(0, ...tasks))}).`

const DESK = { viewport: { width: 1280, height: 900 } }

/** Scrolls and walks through the app as a new user with a finished search, who stays signed in in the profile. */
const use = async (profile) => {
  const context = await openBrowser(profile, DESK)
  try {
    const api = await register(context, `bench-${Date.now()}@example.org`)
    const searchId = await finishedSearch(api, 'kind of blue')
    const { items } = await api('get', `/searches/${searchId}/results?limit=50`)
    console.error('scrolling')
    const scrolling = await measureScrolling(context, searchId, items)
    console.error('interactions')
    return { searchId, scrolling, interactions: await measureInteractions(context, searchId) }
  } finally {
    await context.close()
  }
}

const measure = async (profile) => {
  const signIn = await audit(profile, { 'sign-in': '/login' })
  const { searchId, ...used } = await use(profile)
  const pages = await audit(profile, { Today: '/', 'search page': `/searches/${searchId}` })
  return { audits: [...signIn, ...pages], ...used }
}

const profile = mkdtempSync(path.join(tmpdir(), 'vinyldigger-bench-'))
try {
  const { audits, scrolling, interactions } = await measure(profile)
  const when = `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)} at the end`
  const text = `# The web app, built

Written by \`just bench-frontend\` on ${when}. Lighthouse's mobile preset slows the processor down four times: on a machine
that is busy with other work its performance says more about the machine than about the app.

## First load

${bundleTable()}

## Lighthouse

The median of ${RUNS} by performance, on the running stack with the sample marketplaces.

${table(['page', 'preset', 'performance', 'accessibility', 'best practices', 'LCP', 'TBT', 'CLS', 'failed audits'], audits)}

## A long list

${scrollingText(scrolling)}

## Interaction to next paint

The slowest interaction of each journey, as the browser's event timing reports it.

${table(
  ['journey', 'interactions over 16 ms', 'slowest'],
  interactions.map(({ name, count, worst }) => [name, count, ms(worst)]),
)}
`
  mkdirSync(path.dirname(output), { recursive: true })
  writeFileSync(output, text)
  console.log(text)
} finally {
  rmSync(profile, { recursive: true, force: true })
}
process.exit(firstLoads().some(({ total }) => total > BUDGET) ? 1 : 0)
