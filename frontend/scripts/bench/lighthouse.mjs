// Lighthouse, installed apart: one of its packages has no complete set of files on every npm mirror.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const VERSION = '12.8.2' // the last that runs on Node 20
const folder = path.resolve(import.meta.dirname, '../../../.tools/lh')
const program = path.join(folder, 'node_modules/lighthouse/cli/index.js')
const CATEGORIES = ['performance', 'accessibility', 'best-practices']

const install = () => {
  if (existsSync(program)) return
  execFileSync('npm', [
    'install',
    '--silent',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
    `lighthouse@${VERSION}`,
  ])
}

const once = (url, port, preset) => {
  const options = [
    `--port=${port}`,
    '--output=json',
    '--quiet',
    '--disable-storage-reset',
    `--only-categories=${CATEGORIES}`,
  ]
  if (preset === 'desktop') options.push('--preset=desktop')
  const text = execFileSync(process.execPath, [program, url, ...options], {
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  })
  const { categories, audits } = JSON.parse(text)
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
export const medianOf = (runs, url, port, preset) => {
  install()
  const results = Array.from({ length: runs }, () => once(url, port, preset))
  return results.sort((a, b) => a.performance - b.performance)[Math.floor(runs / 2)]
}
