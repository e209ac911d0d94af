import { Grade } from '@/components/grade/grade'
import { ListingLink } from '@/components/listing-link/listing-link'
import { Price } from '@/components/money/price'
import { SourceBadge } from '@/components/source/source-badge'
import { StaleNote } from '@/components/states/stale-note'
import type { DealItem } from '@/types/deal'

/** The listings a deal is made of; each opens beside the page. */
export const DealItems = ({ items }: { items: DealItem[] }) => (
  <ul className="divide-y divide-line border-y border-line">
    {items.map((item) => (
      <li key={item.result_id}>
        <ListingLink
          data-row
          resultId={item.result_id}
          className="-mx-1 flex min-h-10 flex-wrap items-center gap-x-3 gap-y-0.5 rounded-sm px-1 py-1.5 text-sm hover:bg-sunken"
        >
          <SourceBadge marketplace={item.marketplace} />
          <span dir="auto" className="line-clamp-1 min-w-40 flex-1 break-all">
            {item.title}
          </span>
          <Grade media={item.media_grade} sleeve={item.sleeve_grade} />
          {item.stale ? (
            <StaleNote at={item.fetched_at} />
          ) : (
            <Price money={item.landed_total ?? item.price} className="min-w-16 text-right font-medium" />
          )}
        </ListingLink>
      </li>
    ))}
  </ul>
)
