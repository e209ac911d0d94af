// Adds up the JavaScript two first visits load: the sign-in page, and Today for who is signed in already.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

const BUDGET_KB = 180
const dist = path.resolve(import.meta.dirname, '../dist')
const html = readFileSync(path.join(dist, 'index.html'), 'utf8')
const entries = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1])

const gzipped = (file) => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length
const chunk = (name) =>
  `assets/${readdirSync(path.join(dist, 'assets')).find((file) => file.startsWith(`${name}-`) && file.endsWith('.js'))}`

const visit = (file, seen) => {
  if (seen.has(file)) return seen
  seen.set(file, gzipped(file))
  const code = readFileSync(path.join(dist, file), 'utf8')
  for (const [, name] of code.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g))
    visit(`assets/${name}`, seen)
  return seen
}

const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(8)
let failed = false
for (const [visitName, chunks] of [
  ['sign-in', ['login-page']],
  ['Today', ['shell', 'today-page']],
]) {
  const seen = new Map()
  for (const file of [...entries, ...chunks.map(chunk)]) visit(file, seen)
  const total = [...seen.values()].reduce((sum, size) => sum + size, 0)
  console.log(`${kb(total)} kB gzip  ${visitName} (budget ${BUDGET_KB} kB)`)
  for (const [file, size] of [...seen].sort((a, b) => b[1] - a[1]).slice(0, 8))
    console.log(`${kb(size)} kB        ${file}`)
  failed ||= total > BUDGET_KB * 1000
}
process.exit(failed ? 1 : 0)
