import { describe, expect, it } from 'vitest'
import { withGaps } from './history'
import { money } from './money'

const on = (day: string, amount: string | null) => ({
  day,
  lowest_price: amount === null ? null : money(amount, 'EUR'),
  num_for_sale: 3,
})

describe('price history', () => {
  it('shows a day without a reading as a gap', () => {
    expect(withGaps([on('2026-11-04', '20'), on('2026-11-01', '18.5')])).toEqual([
      { day: '2026-11-01', price: 18.5 },
      { day: '2026-11-02', price: null },
      { day: '2026-11-03', price: null },
      { day: '2026-11-04', price: 20 },
    ])
  })

  it('keeps a reading without an offer apart from zero', () => {
    expect(withGaps([on('2026-11-01', null)])).toEqual([{ day: '2026-11-01', price: null }])
  })

  it('of nothing is nothing', () => {
    expect(withGaps([])).toEqual([])
  })
})
