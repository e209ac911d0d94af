import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { Price } from '@/components/money/price'
import { formatDate } from '@/lib/dates'
import { withGaps, type PricePoint } from '@/lib/history'
import { formatMoney, formatNumber } from '@/lib/money'
import { charts as t } from '@/lib/words/charts'
import { ChartFrame, FigureTable } from './chart-frame'
import { axis, moneyTick, tooltip, useChartMargin } from './style'

const summary = (points: readonly PricePoint[], currency: string): string => {
  const prices = points.flatMap(({ lowest_price }) => (lowest_price ? [Number(lowest_price.amount)] : []))
  const show = (amount: number | undefined) => formatMoney({ amount: String(amount ?? 0), currency })
  return t.historySummary(
    points.length,
    show(Math.min(...prices)),
    show(Math.max(...prices)),
    show(prices.at(-1)),
  )
}

/** The lowest asking price day by day; days without a reading stay empty. */
export const PriceHistory = ({ points }: { points: readonly PricePoint[] }) => {
  const currency = points.find(({ lowest_price }) => lowest_price)?.lowest_price?.currency ?? 'EUR'
  const margin = useChartMargin()
  const rows = [...points]
    .reverse()
    .map((point) => [
      formatDate(point.day),
      <Price key="price" money={point.lowest_price} />,
      point.num_for_sale === null ? '–' : formatNumber(point.num_for_sale),
    ])
  return (
    <ChartFrame
      label={summary(points, currency)}
      table={<FigureTable columns={[t.day, t.price, t.forSale]} rows={rows} />}
    >
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={withGaps(points)} margin={margin}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="day" tickFormatter={formatDate} minTickGap={48} {...axis} />
          <YAxis
            width={52}
            domain={[0, 'auto']}
            tickFormatter={moneyTick(currency)}
            axisLine={false}
            {...axis}
          />
          <Tooltip
            {...tooltip}
            labelFormatter={(day) => (typeof day === 'string' ? formatDate(day) : day)}
            formatter={(value) => [formatMoney({ amount: String(value), currency }), t.price]}
          />
          <Line
            dataKey="price"
            type="linear"
            stroke="var(--accent)"
            strokeWidth={2}
            dot={{ r: 2, fill: 'var(--accent)', strokeWidth: 0 }}
            connectNulls={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  )
}
