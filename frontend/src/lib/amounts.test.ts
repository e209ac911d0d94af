import { describe, expect, it } from 'vitest'
import { amountField, toAmount } from './amounts'

describe('amounts as people type them', () => {
  it.each(['', ' 25 ', '19,90', '19.9', '999999'])('takes %j', (text) => {
    expect(amountField.safeParse(text).success).toBe(true)
  })

  it.each(['abc', '-1', '1.999', '1e3', '12345678', '1.000,50'])('refuses %j', (text) => {
    expect(amountField.safeParse(text).success).toBe(false)
  })

  it('are sent as decimals, empty as nothing', () => {
    expect(toAmount('19,90')).toBe('19.90')
    expect(toAmount('  ')).toBeNull()
  })
})
