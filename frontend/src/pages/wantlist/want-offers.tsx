import { ListingLink } from '@/components/listing-link/listing-link'
import { Price } from '@/components/money/price'
import { cn } from '@/lib/cn'
import { wantlist as t } from '@/lib/words/holdings'
import type { Want } from '@/services/wantlist'

/** What there is of a want now: the best price at the door, which leads to that offer, and how many offers there are. */
export const WantOffers = ({ want, className }: { want: Want; className?: string }) => {
  const { count, best } = want.offers
  return (
    <span className={cn('text-xs text-ink-soft', className)}>
      {best && (
        <ListingLink
          resultId={best.result_id}
          className="relative z-1 text-sm font-semibold text-ink hover:underline"
        >
          <span className="sr-only">{t.bestOffer(want.title)} </span>
          <Price money={best.landed} certainty={best.certain} />
        </ListingLink>
      )}{' '}
      <span className="whitespace-nowrap">{t.offers(count)}</span>
    </span>
  )
}
