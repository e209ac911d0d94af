import { Price } from '@/components/money/price'
import { Section } from '@/components/ui/card'
import { formatDate } from '@/lib/dates'
import { listing as t } from '@/lib/words/listing'
import { say } from '@/lib/words/say'
import type { ResultDetail } from '@/services/results'

type Landed = NonNullable<ResultDetail['landed']>
type Part = Landed['parts'][number]

const how = (part: Part): string =>
  [part.reason && say(part.reason), part.collector && t.collector(part.collector)].filter(Boolean).join(', ')

const PartRow = ({ part }: { part: Part }) => (
  <tr className="align-top">
    <th scope="row" className="py-1 pr-3 text-left font-normal">
      {t.cost(part.kind)}
      {how(part) && <span className="block text-xs text-ink-soft">{how(part)}</span>}
    </th>
    <td className="py-1 text-right">
      <Price
        money={part.amount}
        certainty={part.certain}
        low={part.low}
        high={part.high}
        original={part.original}
      />
    </td>
  </tr>
)

/** The price at the door, part by part: exact, estimated or unknown. */
export const CostTable = ({ landed }: { landed: Landed | null }) => {
  if (!landed) return null
  return (
    <Section title={t.landed} level="h3">
      <table className="w-full text-sm">
        <tbody>
          {landed.parts.map((part) => (
            <PartRow key={part.kind} part={part} />
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line font-semibold">
            <th scope="row" className="py-1.5 text-left">
              {t.total}
            </th>
            <td className="py-1.5 text-right">
              {landed.total === null && (
                <span className="mr-1 text-xs font-normal text-ink-soft">{t.landedFrom}</span>
              )}
              <Price
                money={landed.total ?? landed.low}
                certainty={landed.total ? landed.certain : 'estimated'}
                low={landed.low}
                high={landed.high}
              />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="text-xs text-ink-soft">
        {landed.total === null && `${t.incomplete} `}
        {landed.rates_day && t.ratesOf(formatDate(landed.rates_day))}
      </p>
    </Section>
  )
}
