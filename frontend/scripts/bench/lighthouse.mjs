// Lighthouse, installed apart: one of its packages has no complete set of files on every npm mirror.
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { ARGS, PROGRAM, until } from '../browser.mjs'

const run = promisify(execFile)
const VERSION = '12.8.2' // the last that runs on Node 20
const folder = path.resolve(import.meta.dirname, '../../../.tools/lh')
const program = path.join(folder, 'node_modules/lighthouse/cli/index.js')
const CATEGORIES = ['performance', 'accessibility', 'best-practices']

const install = async () => {
  if (existsSync(program)) return
  await run('npm', [
    'install',
    '--silent',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
    `lighthouse@${VERSION}`,
  ])
}

const once = async (url, port, preset) => {
  const options = [
    `--port=${port}`,
    '--output=json',
    '--quiet',
    '--disable-storage-reset',
    '--max-wait-for-load=10000', // the event stream never ends, so the network is never quiet
    `--only-categories=${CATEGORIES}`,
  ]
  if (preset === 'desktop') options.push('--preset=desktop')
  const { stdout } = await run(process.execPath, [program, url, ...options], { maxBuffer: 1 << 28 })
  const { categories, audits, finalDisplayedUrl } = JSON.parse(stdout)
  if (finalDisplayedUrl !== url) throw new Error(`${url} led to ${finalDisplayedUrl}`)
  return {
    ...Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(categories[name].score * 100)])),
    lcp: Math.round(audits['largest-contentful-paint'].numericValue),
    cls: audits['cumulative-layout-shift'].numericValue,
    tbt: Math.round(audits['total-blocking-time'].numericValue),
    failed: CATEGORIES.slice(1).flatMap((name) =>
      categories[name].auditRefs
        .filter(({ id, weight }) => weight && audits[id].score === 0)
        .map(({ id }) => id),
    ),
  }
}

/** The run in the middle, by performance, of `runs` on one page. */
export const medianOf = async (runs, url, port, preset) => {
  await install()
  const results = []
  while (results.length < runs) results.push(await once(url, port, preset))
  return results.sort((a, b) => a.performance - b.performance)[Math.floor(runs / 2)]
}

/** A browser without Playwright, which would hold Lighthouse's pages back; `work` gets its debugging port. */
export const withBrowser = async (profile, port, work) => {
  const options = [
    '--headless=new',
    `--user-data-dir=${profile}`,
    `--remote-debugging-port=${port}`,
    'about:blank',
  ]
  const browser = spawn(PROGRAM, [...ARGS, ...options], { stdio: 'ignore' })
  const ended = new Promise((resolve) => browser.once('exit', resolve))
  try {
    await until(
      () => fetch(`http://127.0.0.1:${port}/json/version`).catch(() => null),
      (answer) => answer?.ok,
    )
    return await work(port)
  } finally {
    browser.kill()
    await ended
  }
}
