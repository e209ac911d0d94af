import { describe, expect, it } from 'vitest'
import { currencyName, formatMoney, formatMoneyRange, formatPercent, money } from './money'
import { setLocale } from './locale'

describe('money', () => {
  it.each([
    ['en-GB', '€1,234.50'],
    ['de-DE', '1.234,50\u00a0€'],
    ['en-US', '€1,234.50'],
  ])('is written as in %s', (tag, text) => {
    setLocale(tag)
    expect(formatMoney(money('1234.50', 'EUR'))).toBe(text)
  })

  it('has no decimals where the currency has none', () => {
    expect(formatMoney(money('1200', 'JPY'))).toBe('JP¥1,200')
  })

  it('writes an unknown currency behind the figure instead of failing', () => {
    expect(formatMoney(money('12.5', '??'))).toBe('12.50 ??')
    expect(currencyName('XXZ')).toBe('XXZ')
  })

  it('gives ranges no more precision than they have', () => {
    expect(formatMoneyRange(money('10.20', 'EUR'), money('14.80', 'EUR'))).toMatch(/10\.20.*14\.80/)
    expect(formatMoneyRange(money('28.40', 'EUR'), money('41.10', 'EUR'))).toMatch(/28.*41$/)
  })

  it('writes shares as per cent', () => {
    expect(formatPercent(0.273)).toBe('27%')
    expect(formatPercent(0.998, 1)).toBe('99.8%')
  })
})
