import { histogram, type Bin, type Priced } from '@/lib/histogram'
import { formatMoneyRange, formatMoneyRough, formatNumber, money } from '@/lib/money'
import { charts as t } from '@/lib/words/charts'
import { ChartFrame, FigureTable } from './chart-frame'
import { moneyTick } from './style'

const rangeOf = ({ from, to }: Bin, currency: string): string =>
  to === null
    ? t.andMore(formatMoneyRough(money(from, currency)))
    : formatMoneyRange(money(from, currency), money(to, currency))

const Column = ({ bin, most, title }: { bin: Bin; most: number; title: string }) => (
  <span title={title} className="flex h-full min-w-0 flex-1 flex-col justify-end gap-px">
    <span className="rounded-t-xs bg-line-strong/45" style={{ height: `${(bin.out / most) * 100}%` }} />
    <span className="rounded-t-xs bg-accent" style={{ height: `${(bin.kept / most) * 100}%` }} />
  </span>
)

const Key = ({ className, label }: { className: string; label: string }) => (
  <span className="flex items-center gap-1.5">
    <span aria-hidden className={`size-2.5 rounded-xs ${className}`} />
    {label}
  </span>
)

/** How many listings cost how much, and which of them the rules keep. */
export const PriceHistogram = ({ prices, currency }: { prices: readonly Priced[]; currency: string }) => {
  const bins = histogram(prices)
  const most = Math.max(1, ...bins.map(({ kept, out }) => kept + out))
  const rows = bins.map((bin) => [rangeOf(bin, currency), formatNumber(bin.kept), formatNumber(bin.out)])
  const kept = prices.filter((price) => price.kept).length
  return (
    <ChartFrame
      label={t.histogramSummary(prices.length, kept)}
      className="h-28"
      table={<FigureTable columns={[t.landed, t.kept, t.out]} rows={rows} />}
    >
      <div className="grid h-full grid-rows-[auto_1fr_auto] gap-1 text-xs text-ink-soft">
        <div className="flex gap-4">
          <Key className="bg-accent" label={t.kept} />
          <Key className="bg-line-strong/45" label={t.out} />
        </div>
        <div className="flex items-end gap-0.5 border-b border-line">
          {bins.map((bin) => (
            <Column
              key={bin.from}
              bin={bin}
              most={most}
              title={`${rangeOf(bin, currency)}: ${t.bin(bin.kept, bin.out)}`}
            />
          ))}
        </div>
        <div className="flex justify-between figures">
          <span>{moneyTick(currency)(0)}</span>
          {bins.length > 0 && <span>{endOf(bins, currency)}</span>}
        </div>
      </div>
    </ChartFrame>
  )
}

const endOf = (bins: readonly Bin[], currency: string): string => {
  const last = bins.at(-1)
  if (!last) return ''
  return last.to === null ? rangeOf(last, currency) : moneyTick(currency)(last.to)
}
