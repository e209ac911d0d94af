import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { LandedPrice } from '@/components/listing/landed-price'
import { ListingLine } from '@/components/listing/listing-facts'
import { ListingLink } from '@/components/listing-link/listing-link'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/section'
import { LoadingRows } from '@/components/ui/skeleton'
import { useFreshened } from '@/hooks/use-freshened'
import { useResultActions } from '@/hooks/use-result-actions'
import { release as t } from '@/lib/words/release'
import { say } from '@/lib/words/say'
import { reasonOf } from '@/services/api/errors'
import { releaseOffersQuery, type ReleaseOffer } from '@/services/releases'

const OfferRow = ({ offer, onRefresh }: { offer: ReleaseOffer; onRefresh: () => void }) => (
  <li className="relative flex items-center gap-3 border-b border-line py-2">
    <div className="min-w-0 grow">
      <ListingLink
        data-row
        resultId={offer.result_id}
        dir="auto"
        className="line-clamp-2 text-sm font-medium break-words after:absolute after:inset-0 hover:underline"
      >
        {offer.listing.title}
      </ListingLink>
      <ListingLine facts={offer.listing} />
      {!offer.confirmed_pressing && <Badge tone="warn">{t.unconfirmed}</Badge>}
    </div>
    <span className="relative shrink-0 text-sm">
      <LandedPrice
        landed={offer.landed}
        price={offer.listing.price}
        staleSince={offer.listing.stale ? offer.listing.fetched_at : null}
        onRefresh={onRefresh}
      />
    </span>
  </li>
)

/** Who sells it now, on both marketplaces, best landed price first. */
export const Offers = ({ releaseId }: { releaseId: string }) => {
  const { data, isPending, error, refetch } = useQuery(releaseOffersQuery(releaseId))
  const { onRefresh } = useResultActions()
  const staleness = useMemo(
    () => data?.items.map(({ result_id: id, listing }) => ({ id, stale: listing.stale })) ?? [],
    [data],
  )
  useFreshened(staleness)
  return (
    <Section title={t.offers}>
      {isPending && <LoadingRows rows={3} />}
      {error && !data && <ErrorState title={say(reasonOf(error))} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyState title={t.offersEmpty} />}
      <ul>
        {data?.items.map((offer) => (
          <OfferRow key={offer.result_id} offer={offer} onRefresh={() => onRefresh(offer.result_id)} />
        ))}
      </ul>
    </Section>
  )
}
