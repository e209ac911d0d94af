import { Price } from '@/components/money/price'
import { gradeShort } from '@/lib/grade'
import { formatMoney, formatNumber } from '@/lib/money'
import { charts as t } from '@/lib/words/charts'
import { marketplaceName } from '@/lib/words/marketplaces'
import type { Money } from '@/types/money'
import { FigureTable } from './chart-frame'

export interface PriceSpread {
  marketplace: string
  condition: string
  count: number
  low: Money
  median: Money
  high: Money
}

const share = (money: Money, most: number) => (Number(money.amount) / most) * 100

const Spread = ({ row, most }: { row: PriceSpread; most: number }) => {
  const left = share(row.low, most)
  return (
    <span
      role="img"
      aria-label={`${t.low} ${formatMoney(row.low)}, ${t.median} ${formatMoney(row.median)}, ${t.high} ${formatMoney(row.high)}`}
      className="relative block h-3 w-full min-w-24 rounded-full bg-sunken"
    >
      <span
        className="absolute inset-y-0.5 rounded-full bg-accent/40"
        style={{ left: `${left}%`, width: `max(4px, ${share(row.high, most) - left}%)` }}
      />
      <span
        className="absolute inset-y-0 w-0.5 rounded-full bg-accent"
        style={{ left: `${share(row.median, most)}%` }}
      />
    </span>
  )
}

/** Lowest, median and highest live price per marketplace and condition: a line each, with its figures beside it. */
export const PriceDistribution = ({ rows }: { rows: readonly PriceSpread[] }) => {
  const most = Math.max(1, ...rows.map(({ high }) => Number(high.amount)))
  return (
    <div className="overflow-x-auto py-2">
      <FigureTable
        columns={[t.condition, '', t.low, t.median, t.high, t.count]}
        rows={rows.map((row) => [
          `${marketplaceName(row.marketplace)} ${gradeShort(row.condition)}`,
          <Spread key="spread" row={row} most={most} />,
          <Price key="low" money={row.low} />,
          <Price key="median" money={row.median} />,
          <Price key="high" money={row.high} />,
          formatNumber(row.count),
        ])}
      />
    </div>
  )
}
