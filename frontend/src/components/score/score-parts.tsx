import { cn } from '@/lib/cn'
import { formatNumber } from '@/lib/money'
import { scores } from '@/lib/words/scores'

export interface ScorePart {
  label: string
  points: number
  /** The most this part can give, when it has a limit. */
  most?: number | null
  detail?: string
}

/** As wide as what the part can give at most, filled as far as it does. */
const Bar = ({ part, widest }: { part: ScorePart; widest: number }) => {
  const most = part.most ?? Math.abs(part.points)
  const share = most > 0 ? (Math.abs(part.points) / most) * 100 : 0
  return (
    <span
      aria-hidden
      className="relative block h-1.5 overflow-hidden rounded-full bg-sunken"
      style={{ width: `${(most / widest) * 100}%` }}
    >
      <span
        className={cn('absolute inset-y-0 left-0 rounded-full', part.points < 0 ? 'bg-bad' : 'bg-accent')}
        style={{ width: `${share}%` }}
      />
    </span>
  )
}

/** The named parts that sum to a score: a table to read, bars to glance at. */
export const ScoreParts = ({ parts, total }: { parts: ScorePart[]; total: number }) => {
  const widest = Math.max(1, ...parts.map((part) => part.most ?? Math.abs(part.points)))
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{scores.parts}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{scores.part}</th>
          <th scope="col">{scores.points}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.label} className="align-top">
            <th scope="row" className="w-full py-1 pr-3 text-left font-normal">
              {part.label}
              <Bar part={part} widest={widest} />
              {part.detail && <span className="text-xs text-ink-soft">{part.detail}</span>}
            </th>
            <td className="py-1 text-right whitespace-nowrap figures">
              {part.points > 0 ? '+' : ''}
              {formatNumber(part.points, 1)}
              {part.most != null && (
                <span className="text-xs text-ink-soft"> / {formatNumber(part.most)}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t border-line font-semibold">
          <th scope="row" className="py-1 text-left">
            {scores.total}
          </th>
          <td className="py-1 text-right figures">{formatNumber(total, 1)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
