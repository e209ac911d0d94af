import { Price } from '@/components/money/price'
import { ValueGauge } from '@/components/value-gauge/value-gauge'
import { Section } from '@/components/ui/section'
import { formatMoneyRange, formatPercent } from '@/lib/money'
import { listing as t } from '@/lib/words/listing'
import { say } from '@/lib/words/say'
import type { ResultDetail } from '@/services/results'

type FairValue = NonNullable<ResultDetail['fair_value']>

const comparison = (landed: ResultDetail['landed'], value: FairValue['value']): string | null => {
  if (!landed?.total || landed.is_lower_bound || !value || value.currency !== landed.total.currency)
    return null
  const share = Number(landed.total.amount) / Number(value.amount) - 1
  if (!Number.isFinite(share)) return null
  return share <= 0 ? t.below(formatPercent(-share)) : t.above(formatPercent(share))
}

const Reasons = ({ reasons }: Pick<FairValue, 'reasons'>) => (
  <ul className="grid gap-0.5 text-xs text-ink-soft">
    {(reasons ?? []).map((reason, index) => (
      <li key={`${reason.code}-${index}`}>{say(reason)}</li>
    ))}
  </ul>
)

/** What a copy in this condition is worth, and where this price stands. */
export const WorthPanel = ({ result }: { result: ResultDetail }) => {
  const { fair_value: fair, landed, listing } = result
  if (!fair) return null
  const { value, low, high } = fair
  const shown = listing.stale || landed?.is_lower_bound ? null : (landed?.total ?? null)
  const place = listing.stale ? null : comparison(landed, value)
  return (
    <Section title={t.worth}>
      {value && low && high ? (
        <>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="text-sm text-ink-soft">{fair.basis && t.basis(fair.basis)}</span>
            <Price money={value} certainty="estimated" className="text-lg font-semibold" />
            <span className="text-sm text-ink-soft figures">{formatMoneyRange(low, high)}</span>
            {place && <span className="text-sm font-medium">{place}</span>}
          </p>
          <ValueGauge value={value} low={low} high={high} price={shown} />
          <p className="text-xs text-ink-soft">
            {t.confidence} {t.confidenceOf(fair.confidence)}
          </p>
        </>
      ) : (
        <p className="text-sm text-ink-soft">
          {fair.floor ? (
            <>
              {t.landedFrom} <Price money={fair.floor} />.{' '}
            </>
          ) : null}
          {t.worthNone}
        </p>
      )}
      <Reasons reasons={fair.reasons} />
    </Section>
  )
}
