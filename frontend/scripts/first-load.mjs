// Says what a first visit loads, and fails above the budget.
import { BUDGET, firstLoads } from './bench/bundle.mjs'

const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(8)
const visits = firstLoads()
for (const { visit, files, total } of visits) {
  console.log(`${kb(total)} kB gzip  ${visit} (budget ${BUDGET / 1000} kB)`)
  for (const [file, size] of [...files].sort((a, b) => b[1] - a[1]).slice(0, 8))
    console.log(`${kb(size)} kB        ${file}`)
}
process.exit(visits.some(({ total }) => total > BUDGET) ? 1 : 0)
