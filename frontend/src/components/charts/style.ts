import { useIsPhone } from '@/hooks/ui/use-media-query'
import { numberFormat } from '@/lib/formats'

export const axis = {
  stroke: 'var(--line)',
  tick: { fill: 'var(--ink-soft)', fontSize: 11 },
  tickLine: false,
}

export const tooltip = {
  contentStyle: {
    background: 'var(--surface)',
    border: '1px solid var(--line)',
    borderRadius: 6,
    fontSize: 12,
    padding: '4px 8px',
  },
  labelStyle: { color: 'var(--ink-soft)' },
  itemStyle: { color: 'var(--ink)' },
  cursor: { fill: 'var(--sunken)', stroke: 'var(--line)' },
}

/** A tick of money, with decimals only where they tell ticks apart. */
export const moneyTick = (currency: string) => (value: number) => {
  const digits = value < 10 && !Number.isInteger(value) ? 2 : 0
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return numberFormat({ style: 'currency', currency, ...options }).format(value)
}

export const useChartMargin = () => ({ top: 8, right: 8, bottom: 0, left: useIsPhone() ? -8 : 0 })
