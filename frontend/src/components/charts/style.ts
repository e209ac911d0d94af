import { useIsPhone } from '@/hooks/ui/use-media-query'
import { formatMoney } from '@/lib/money'

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

/** A tick of money without decimals. */
export const moneyTick = (currency: string) => (value: number) =>
  formatMoney({ amount: String(Math.round(value)), currency }).replace(/[.,]00(?=\D*$)/, '')

export const useChartMargin = () => ({ top: 8, right: 8, bottom: 0, left: useIsPhone() ? -8 : 0 })
