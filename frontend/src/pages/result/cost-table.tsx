import { Price } from '@/components/money/price'
import { Section } from '@/components/ui/section'
import { formatDate } from '@/lib/dates'
import { listing as t } from '@/lib/words/listing'
import { say } from '@/lib/words/say'
import type { ResultDetail } from '@/services/results'

type Landed = NonNullable<ResultDetail['landed']>
type Part = Landed['parts'][number]

const how = (part: Part): string =>
  [part.reason && say(part.reason), part.collector && t.collector(part.collector)].filter(Boolean).join(', ')

const isNothing = (part: Part) => part.certain === 'exact' && Number(part.amount?.amount) === 0

/** Parts that cost nothing for one and the same reason share a row. */
const rowsOf = (parts: Part[]): Part[][] => {
  const rows: Part[][] = []
  for (const part of parts) {
    const same = rows.find(
      (row) => row[0] && isNothing(part) && isNothing(row[0]) && how(row[0]) === how(part),
    )
    if (same) same.push(part)
    else rows.push([part])
  }
  return rows
}

const PartRow = ({ parts: [part, ...others] }: { parts: Part[] }) =>
  part && (
    <tr className="align-top">
      <th scope="row" className="py-1 pr-3 text-left font-normal">
        {[part, ...others].map(({ kind }) => t.cost(kind)).join(', ')}
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
    <Section title={t.landed}>
      <table className="w-full text-sm">
        <tbody>
          {rowsOf(landed.parts).map((parts) => (
            <PartRow key={parts[0]?.kind} parts={parts} />
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
