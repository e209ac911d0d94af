// The JavaScript two first visits load: the sign-in page, and Today for who is signed in already.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

export const BUDGET = 180_000
const dist = path.resolve(import.meta.dirname, process.env.DIST ?? '../../dist')

const VISITS = { 'sign-in': ['login-page'], Today: ['shell', 'today-page'] }

const read = (file) => readFileSync(path.join(dist, file))

const chunk = (name) => {
  const file = readdirSync(path.join(dist, 'assets')).find(
    (one) => one.startsWith(`${name}-`) && one.endsWith('.js'),
  )
  if (!file) throw new Error(`no chunk ${name} in dist/assets: build first`)
  return `assets/${file}`
}

const collect = (file, seen) => {
  if (seen.has(file)) return seen
  const code = read(file)
  seen.set(file, gzipSync(code, { level: 9 }).length)
  for (const [, name] of code.toString().matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g))
    collect(`assets/${name}`, seen)
  return seen
}

/** For each visit its files with their gzipped sizes in bytes, and their sum. */
export const firstLoads = () => {
  const entries = [
    ...read('index.html')
      .toString()
      .matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g),
  ].map(([, file]) => file)
  return Object.entries(VISITS).map(([visit, chunks]) => {
    const files = new Map()
    for (const file of [...entries, ...chunks.map(chunk)]) collect(file, files)
    return { visit, files, total: [...files.values()].reduce((sum, size) => sum + size, 0) }
  })
}
