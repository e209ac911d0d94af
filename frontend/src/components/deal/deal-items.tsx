import { Grade } from '@/components/grade/grade'
import { ListingLink } from '@/components/listing-link/listing-link'
import { Price } from '@/components/money/price'
import { SourceBadge } from '@/components/source/source-badge'
import { StaleNote } from '@/components/states/stale-note'
import type { DealItem } from '@/types/deal'

/** The listings a deal is made of; each opens beside the page. A single one costs what the deal does. */
export const DealItems = ({ items }: { items: DealItem[] }) => (
  <ul className="divide-y divide-line border-y border-line">
    {items.map((item) => (
      <li key={item.result_id}>
        <ListingLink
          data-row
          resultId={item.result_id}
          className="-mx-1 flex min-h-10 items-center gap-x-3 rounded-sm px-1 py-1.5 text-sm hover:bg-sunken"
        >
          <SourceBadge marketplace={item.marketplace} />
          <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-3">
            <span dir="auto" className="line-clamp-1 min-w-32 flex-1 break-all">
              {item.title}
            </span>
            <Grade media={item.media_grade} sleeve={item.sleeve_grade} />
          </span>
          {items.length > 1 &&
            (item.stale ? (
              <StaleNote at={item.fetched_at} />
            ) : (
              <Price
                money={item.landed_total ?? item.price}
                certainty={item.landed_total ? (item.certain ?? 'estimated') : 'exact'}
                className="min-w-16 text-right font-medium"
              />
            ))}
        </ListingLink>
      </li>
    ))}
  </ul>
)
