import { Age } from '@/components/age/age'
import { ListingBrief } from '@/components/listing/listing-brief'
import { Price } from '@/components/money/price'
import { Section } from '@/components/ui/section'
import { cn } from '@/lib/cn'
import { listing as words } from '@/lib/words/listing'
import { today as t } from '@/lib/words/today'
import type { Result } from '@/services/results'

/** How old the figures are: as old as the oldest of them. */
const Oldest = ({ results }: { results: Result[] }) => {
  const at = results
    .filter(({ listing }) => !listing.stale)
    .map(({ listing }) => listing.fetched_at)
    .sort()[0]
  return (
    at && (
      <span className="text-xs text-ink-soft">
        {words.seen} <Age at={at} />
      </span>
    )
  )
}

/** Whether others have bid more than would be good. */
const isPast = ({ listing: { bid }, max_good_bid: good }: Result): boolean =>
  bid?.currency === good?.currency && Number(bid?.amount) > Number(good?.amount)

/** A few listings in short. */
export const ResultStrip = ({
  title,
  empty,
  results,
}: {
  title: string
  empty: string
  results: Result[]
}) => (
  <Section title={title} aside={<Oldest results={results} />}>
    {results.length === 0 && <p className="text-sm text-ink-soft">{empty}</p>}
    <ul className="grid gap-2">
      {results.map((result) => (
        <ListingBrief
          key={result.id}
          result={result}
          narrow
          below={
            result.max_good_bid && (
              <span className={cn('block text-xs', isPast(result) ? 'text-warn' : 'text-ink-soft')}>
                {isPast(result) ? t.overBid : t.maxBid}{' '}
                <Price money={result.max_good_bid} certainty="estimated" />
              </span>
            )
          }
        />
      ))}
    </ul>
  </Section>
)
