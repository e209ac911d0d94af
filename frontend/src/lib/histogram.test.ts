import { describe, expect, it } from 'vitest'
import { histogram } from './histogram'

const kept = (...amounts: number[]) => amounts.map((amount) => ({ amount, kept: true }))
const out = (...amounts: number[]) => amounts.map((amount) => ({ amount, kept: false }))
const total = (bins: ReturnType<typeof histogram>) => bins.reduce((sum, bin) => sum + bin.kept + bin.out, 0)

describe('a histogram of prices', () => {
  it('counts kept and left out apart, each price once', () => {
    const bins = histogram([...kept(3, 4, 11), ...out(12, 29.99)])
    expect(total(bins)).toBe(5)
    expect(bins.reduce((sum, bin) => sum + bin.kept, 0)).toBe(3)
    expect(bins.find(({ from, to }) => from <= 11 && to !== null && 11 < to)?.kept).toBe(1)
  })

  it('has bins of a round width, from zero, without gaps', () => {
    const bins = histogram(kept(7, 18, 33, 41, 58))
    expect(bins[0]?.from).toBe(0)
    bins.slice(1).forEach((bin, index) => expect(bin.from).toBe(bins[index]?.to))
    expect(bins[0]?.to).toBe(5)
    expect(bins.length).toBeLessThanOrEqual(13)
  })

  it('puts what is far above the rest into one open bin', () => {
    const bins = histogram(kept(...Array.from({ length: 40 }, (_, index) => 10 + (index % 20)), 900))
    expect(bins.at(-1)).toMatchObject({ to: null, kept: 1 })
    expect(bins.at(-1)?.from).toBeLessThan(100)
  })

  it.each([[0], [0.4], [19.99], [123_456]])('holds a single price of %f', (amount) => {
    const bins = histogram(kept(amount))
    expect(total(bins)).toBe(1)
    expect(bins.length).toBeLessThanOrEqual(13)
  })

  it('of nothing is nothing', () => expect(histogram([])).toEqual([]))
})
