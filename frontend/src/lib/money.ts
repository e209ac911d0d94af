import { nameFormat, numberFormat } from '@/lib/formats'
import type { Money } from '@/types/money'

export const money = (amount: string | number, currency: string): Money => ({
  amount: String(amount),
  currency,
})

/** "€12.50" in the user's locale; an unknown currency code is written after the figure. */
export const formatMoney = ({ amount, currency }: Money): string => {
  const value = Number(amount)
  try {
    return numberFormat({ style: 'currency', currency }).format(value)
  } catch {
    return `${value.toFixed(2)} ${currency}`
  }
}

/** Rough figures are written without pretended precision: no cents from 20 on. */
const rough = (currency: string, largest: number) =>
  numberFormat({ style: 'currency', currency, maximumFractionDigits: largest >= 20 ? 0 : 2 })

/** "€10–14". */
export const formatMoneyRange = (low: Money, high: Money): string =>
  rough(low.currency, Number(high.amount)).formatRange(Number(low.amount), Number(high.amount))

export const formatMoneyRough = ({ amount, currency }: Money): string =>
  rough(currency, Number(amount)).format(Number(amount))

export const formatNumber = (value: number, digits = 0): string =>
  numberFormat({ maximumFractionDigits: digits }).format(value)

export const formatPercent = (share: number, digits = 0): string =>
  numberFormat({ style: 'percent', maximumFractionDigits: digits }).format(share)

/** Currencies a profile can be kept in. */
export const CURRENCIES = [
  'EUR', 'USD', 'GBP', 'AUD', 'BRL', 'CAD', 'CHF', 'CZK', 'DKK', 'HUF', 'JPY', 'MXN', 'NOK', 'NZD', 'PLN', 'SEK', 'ZAR',
] as const // prettier-ignore

export const currencyName = (code: string): string => {
  const name = nameFormat({ type: 'currency' }).of(code)
  return name && name !== code ? `${code} · ${name}` : code
}
