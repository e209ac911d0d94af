export interface Priced {
  amount: number
  kept: boolean
}

export interface Bin {
  from: number
  /** Null: open above. */
  to: number | null
  kept: number
  out: number
}

const MOST_BINS = 12
const NICE = [1, 2, 2.5, 5, 10]

/** The smallest step of 1, 2, 2.5 or 5 times a power of ten that covers `reach` in at most `MOST_BINS`. */
const niceStep = (reach: number): number => {
  const least = Math.max(reach, 1) / MOST_BINS
  const power = 10 ** Math.floor(Math.log10(least))
  return power * (NICE.find((factor) => factor * power >= least) ?? 10)
}

/** Nearly all of the prices; the few far above them share the last, open bin instead of squeezing the rest. */
const reachOf = (amounts: number[]): number => {
  const sorted = [...amounts].sort((a, b) => a - b)
  const usual = sorted[Math.floor(0.9 * (sorted.length - 1))] ?? 0
  const top = sorted.at(-1) ?? 0
  return top <= usual * 1.5 ? top : usual
}

/** How many listings cost how much, kept and left out apart. */
export const histogram = (prices: readonly Priced[]): Bin[] => {
  if (prices.length === 0) return []
  const amounts = prices.map(({ amount }) => amount)
  const step = niceStep(reachOf(amounts))
  const count = Math.min(MOST_BINS, Math.floor(reachOf(amounts) / step) + 1)
  const isOpen = Math.max(...amounts) >= count * step
  const bins = Array.from({ length: count + (isOpen ? 1 : 0) }, (_, index): Bin => ({
    from: index * step,
    to: index === count ? null : (index + 1) * step,
    kept: 0,
    out: 0,
  }))
  for (const { amount, kept } of prices) {
    const bin = bins[Math.min(Math.floor(amount / step), bins.length - 1)]
    if (bin) bin[kept ? 'kept' : 'out'] += 1
  }
  return bins
}
