// Measures the built web app in front of a running stack (BASE_URL) and writes docs/benchmarks/web.md.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { BUDGET, firstLoads } from './bench/bundle.mjs'
import { measureInteractions } from './bench/interactions.mjs'
import { medianOf } from './bench/lighthouse.mjs'
import { measureScrolling } from './bench/scrolling.mjs'
import { base, finishedSearch, openBrowser, register } from './browser.mjs'

const RUNS = Number(process.env.BENCH_RUNS ?? 3)
const DEBUGGING_PORT = Number(process.env.BENCH_PORT ?? 18_899)
const output = path.resolve(import.meta.dirname, '../../docs/benchmarks/web.md')

const table = (columns, rows) =>
  [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const bundleTable = () =>
  table(
    ['first visit', 'JavaScript, gzip', 'budget'],
    firstLoads().map(({ visit, total }) => [visit, `${(total / 1000).toFixed(1)} kB`, `${BUDGET / 1000} kB`]),
  )

const audit = (pages) =>
  ['desktop', 'mobile'].flatMap((preset) =>
    Object.entries(pages).map(([name, address]) => {
      console.error(`lighthouse: ${name}, ${preset}`)
      const { failed, cls, ...scores } = medianOf(RUNS, base + address, DEBUGGING_PORT, preset)
      return [
        name,
        preset,
        scores.performance,
        scores.accessibility,
        scores['best-practices'],
        `${scores.lcp} ms`,
        `${scores.tbt} ms`,
        cls.toFixed(3),
        failed.join(', '),
      ]
    }),
  )

const ms = (value) => `${Math.round(value)} ms`

const scrollingText = ({ rows, p50, p95, tasks, most }) =>
  `${rows.toLocaleString('en')} rows, from the first to the last by the wheel: at most ${most} rows in the document at a time, a frame ` +
  `every ${ms(p50)} (median) and ${ms(p95)} (95th percentile), ${tasks.length} tasks over 50 ms (longest ${ms(Math.max(0, ...tasks))}).`

const measure = async (profile) => {
  const context = await openBrowser(profile, { port: DEBUGGING_PORT, viewport: { width: 1280, height: 900 } })
  try {
    const signIn = audit({ 'sign-in': '/login' })
    const api = await register(context, `bench-${Date.now()}@example.org`)
    const searchId = await finishedSearch(api, 'kind of blue')
    const { items } = await api('get', `/searches/${searchId}/results?limit=50`)
    const pages = audit({ Today: '/', 'search page': `/searches/${searchId}` })
    console.error('scrolling')
    const scrolling = await measureScrolling(context, searchId, items)
    console.error('interactions')
    return {
      audits: [...signIn, ...pages],
      scrolling,
      interactions: await measureInteractions(context, searchId),
    }
  } finally {
    await context.close()
  }
}

const profile = mkdtempSync(path.join(tmpdir(), 'vinyldigger-bench-'))
try {
  const { audits, scrolling, interactions } = await measure(profile)
  const text = `<!-- written by \`just bench-frontend\` on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)} at the end -->
# The web app, built

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
