import { countryName } from '@/lib/countries'
import { formatDate, formatDateTime } from '@/lib/dates'
import { gradeShort } from '@/lib/grade'
import { formatMoney, formatNumber, formatPercent } from '@/lib/money'
import type { Reason } from '@/types/reason'
import { marketplaceName } from './marketplaces'

/** The parameters of a reason, read as what a sentence needs; what is missing becomes "?" instead of breaking it. */
export class Params {
  private readonly values: Record<string, unknown>

  constructor(values: Reason['params']) {
    this.values = values ?? {}
  }

  has(name: string): boolean {
    return this.values[name] != null
  }

  is(name: string): boolean {
    return this.values[name] === true
  }

  text(name: string): string {
    const value = this.values[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '?'
  }

  private read<T>(name: string, format: (value: number) => T): T | '?' {
    const value = Number(this.values[name] ?? NaN)
    return Number.isFinite(value) ? format(value) : '?'
  }

  number(name: string, digits = 0): string {
    return this.read(name, (value) => formatNumber(value, digits))
  }

  /** A share 0-1 as per cent. */
  share(name: string): string {
    return this.read(name, (value) => formatPercent(value))
  }

  /** A figure that already is per cent. */
  percent(name: string, digits = 0): string {
    return this.read(name, (value) => formatPercent(value / 100, digits))
  }

  /** `amount` and `currency`, or `<prefix>_amount` with `<prefix>_currency` or the shared `currency`. */
  money(prefix = ''): string {
    const name = (part: string) => (prefix ? `${prefix}_${part}` : part)
    const amount = this.values[name('amount')] ?? (prefix ? this.values[prefix] : undefined)
    const currency = this.values[name('currency')] ?? this.values['currency']
    if ((typeof amount !== 'string' && typeof amount !== 'number') || typeof currency !== 'string') return '?'
    return formatMoney({ amount: String(amount), currency })
  }

  /** "1 copy", "3 copies". */
  count(name: string, one: string, many: string): string {
    return this.read(name, (value) => `${formatNumber(value)} ${value === 1 ? one : many}`)
  }

  grade(name = 'grade'): string {
    return gradeShort(this.text(name))
  }

  marketplace(name = 'marketplace'): string {
    return marketplaceName(this.text(name))
  }

  country(name = 'country'): string {
    return countryName(this.text(name))
  }

  day(name: string): string {
    return this.has(name) ? formatDate(this.text(name)) : '?'
  }

  moment(name: string): string {
    return this.has(name) ? formatDateTime(this.text(name)) : '?'
  }
}

export type Text = string | ((params: Params) => string)
export type Catalogue = Record<string, Text>
