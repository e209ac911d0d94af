import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  ErrorBar,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { Price } from '@/components/money/price'
import { gradeLong, gradeShort, gradeTone } from '@/lib/grade'
import { formatMoney, formatMoneyRange } from '@/lib/money'
import { charts as t } from '@/lib/words/charts'
import type { Money } from '@/types/money'
import { ChartFrame, FigureTable } from './chart-frame'
import { axis, moneyTick, tooltip, useChartMargin } from './style'

export interface GradeValue {
  grade: string
  fair_value: { value: Money | null; low: Money | null; high: Money | null }
}

const toBar = ({ grade, fair_value: { value, low, high } }: GradeValue) => {
  const amount = Number(value?.amount ?? 0)
  return {
    grade,
    label: gradeShort(grade),
    amount,
    spread: low && high ? [amount - Number(low.amount), Number(high.amount) - amount] : undefined,
  }
}

/** What a copy is worth in each condition, with the range of each estimate. */
export const ValueByCondition = ({ values }: { values: readonly GradeValue[] }) => {
  const known = values.filter(({ fair_value }) => fair_value.value)
  const currency = known[0]?.fair_value.value?.currency ?? 'EUR'
  const margin = useChartMargin()
  const rows = known.map(({ grade, fair_value: { value, low, high } }) => [
    gradeLong(grade),
    <Price key="value" money={value} certainty="estimated" />,
    low && high ? formatMoneyRange(low, high) : '–',
  ])
  return (
    <ChartFrame
      label={t.values}
      table={<FigureTable columns={[t.condition, t.value, t.range]} rows={rows} />}
    >
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={known.map(toBar)} margin={margin}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="label" {...axis} />
          <YAxis width={52} tickFormatter={moneyTick(currency)} axisLine={false} {...axis} />
          <Tooltip
            {...tooltip}
            formatter={(value) => [`≈ ${formatMoney({ amount: String(value), currency })}`, t.value]}
          />
          <Bar dataKey="amount" radius={[3, 3, 0, 0]} isAnimationActive={false} maxBarSize={48}>
            {known.map(({ grade }) => (
              <Cell key={grade} fill={`var(--grade-${gradeTone(grade)})`} />
            ))}
            <ErrorBar dataKey="spread" stroke="var(--ink-soft)" width={6} strokeWidth={1.5} />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  )
}
