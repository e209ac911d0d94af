import { formatMoney } from '@/lib/money'
import { listing as t } from '@/lib/words/listing'
import type { Money } from '@/types/money'

interface ValueGaugeProps {
  value: Money
  low: Money
  high: Money
  /** Where this offer stands; left out when its price may not be shown. */
  price: Money | null
}

/** A line of prices: the range of the fair value on it, and a mark where the offer stands. */
export const ValueGauge = ({ value, low, high, price }: ValueGaugeProps) => {
  const amounts = [low, high, value, price ?? value].map(({ amount }) => Number(amount))
  const most = Math.max(...amounts) * 1.15 || 1
  const at = ({ amount }: Money) => `${(Number(amount) / most) * 100}%`
  const width = `${((Number(high.amount) - Number(low.amount)) / most) * 100}%`
  const label = price
    ? `${t.landed} ${formatMoney(price)}, ${t.worth} ${formatMoney(value)}`
    : `${t.worth} ${formatMoney(value)}`
  return (
    <div role="img" aria-label={label} className="relative h-6">
      <span className="absolute inset-x-0 top-2.5 h-1 rounded-full bg-sunken" />
      <span className="absolute top-2 h-2 rounded-full bg-accent/35" style={{ left: at(low), width }} />
      <span className="absolute top-1 h-4 w-0.5 rounded-full bg-accent" style={{ left: at(value) }} />
      {price && (
        <span
          className="absolute top-1 size-4 -translate-x-1/2 rounded-full border-2 border-surface bg-ink"
          style={{ left: at(price) }}
        />
      )}
    </div>
  )
}
