import type { ReactNode } from 'react'
import { Cover } from '@/components/cover/cover'
import { LandedPrice, type Landed } from '@/components/listing/landed-price'
import { ListingLine, type ListingFacts } from '@/components/listing/listing-facts'
import { ListingLink } from '@/components/listing-link/listing-link'
import { cn } from '@/lib/cn'

interface Props {
  result: { id: string; listing: ListingFacts; landed: Landed | null }
  /** Where there is little room: the name on one line, cut off. */
  narrow?: boolean
  /** Of the row. */
  className?: string
  /** More about the listing, behind what it is. */
  facts?: ReactNode
  /** More about the price, below it. */
  below?: ReactNode
}

/** A listing in one row of a list: its picture, its name as a link over the whole row, its price at the door. */
export const ListingBrief = ({ result: { id, listing, landed }, narrow, className, facts, below }: Props) => (
  <li className={cn('relative flex gap-3', className)}>
    <Cover src={listing.image_url} size={40} />
    <div className="min-w-0 grow">
      <ListingLink
        data-row
        resultId={id}
        dir="auto"
        className={cn(
          'text-sm font-medium after:absolute after:inset-0 hover:underline',
          narrow ? 'line-clamp-1 break-all' : 'line-clamp-2 break-words',
        )}
      >
        {listing.title}
      </ListingLink>
      <ListingLine facts={listing} brief>
        {facts}
      </ListingLine>
    </div>
    <div className="shrink-0 text-right text-sm">
      <LandedPrice
        landed={landed}
        price={listing.price}
        staleSince={listing.stale ? listing.fetched_at : null}
      />
      {below}
    </div>
  </li>
)
