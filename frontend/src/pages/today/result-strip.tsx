import { Age } from '@/components/age/age'
import { Cover } from '@/components/cover/cover'
import { LandedPrice } from '@/components/listing/landed-price'
import { ListingLine } from '@/components/listing/listing-facts'
import { ListingLink } from '@/components/listing-link/listing-link'
import { Price } from '@/components/money/price'
import { Section } from '@/components/ui/section'
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
      {results.map(({ id, listing, landed, max_good_bid: bid }) => (
        <li key={id} className="relative flex gap-3">
          <Cover src={listing.image_url} size={40} />
          <div className="min-w-0 grow">
            <ListingLink
              data-row
              resultId={id}
              dir="auto"
              className="line-clamp-1 text-sm font-medium break-all after:absolute after:inset-0 hover:underline"
            >
              {listing.title}
            </ListingLink>
            <ListingLine facts={listing} brief />
          </div>
          <div className="shrink-0 text-right text-sm">
            <LandedPrice
              landed={landed}
              price={listing.price}
              staleSince={listing.stale ? listing.fetched_at : null}
            />
            {bid && (
              <span className="block text-xs text-ink-soft">
                {t.maxBid} <Price money={bid} certainty="estimated" />
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  </Section>
)
