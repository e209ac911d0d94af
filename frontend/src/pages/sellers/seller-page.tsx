import { useQuery } from '@tanstack/react-query'
import { ShoppingBasket } from 'lucide-react'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import { Age } from '@/components/age/age'
import { ListingBrief } from '@/components/listing/listing-brief'
import { PageHeader } from '@/components/layout/page-header'
import { SourceBadge } from '@/components/source/source-badge'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { LoadingRows } from '@/components/ui/skeleton'
import { useBasketOf } from '@/hooks/use-basket-of'
import { useFreshened } from '@/hooks/use-freshened'
import { formatPercent } from '@/lib/money'
import { paths } from '@/lib/paths'
import { baskets } from '@/lib/words/baskets'
import { listing } from '@/lib/words/listing'
import { say } from '@/lib/words/say'
import { sellers as t } from '@/lib/words/sellers'
import { isGone, reasonOf } from '@/services/api/errors'
import { sellerQuery, type SellerDetail } from '@/services/sellers'
import { InventorySize } from './inventory-size'
import { ShippingSection } from './shipping-section'
import { StatusButtons } from './status-buttons'

const Wanted = ({ seller }: { seller: SellerDetail }) => {
  const { wanted } = seller
  useFreshened(useMemo(() => wanted.map(({ id, listing }) => ({ id, stale: listing.stale })), [wanted]))
  const basket = useBasketOf(wanted.map(({ id }) => id))
  return (
    <Section
      title={t.wanted}
      aside={
        basket.isPossible && (
          <Button size="sm" busy={basket.isPending} onClick={() => basket.fill(seller.name ?? '')}>
            <ShoppingBasket aria-hidden />
            {baskets.fromListings}
          </Button>
        )
      }
    >
      {wanted.length === 0 && <EmptyState title={t.wantedEmpty} />}
      <ul>
        {wanted.map((result) => (
          <ListingBrief
            key={result.id}
            result={result}
            className="items-center border-b border-line py-2"
            facts={
              result.listing.stale || (
                <span>
                  {listing.seen} <Age at={result.listing.fetched_at} />
                </span>
              )
            }
          />
        ))}
      </ul>
    </Section>
  )
}

const Lead = ({ seller }: { seller: SellerDetail }) => (
  <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
    <SourceBadge marketplace={seller.marketplace} />
    {seller.positive_percent !== null && seller.ratings
      ? listing.ratings(formatPercent(Number(seller.positive_percent) / 100, 1), seller.ratings)
      : listing.unrated}
    {seller.country && <span>{listing.shipsFrom(seller.country)}</span>}
    <span>{t.listings(seller.listings)}</span>
  </span>
)

/** One seller: what the user thinks of them, their shipping, and what they have of the user's wants. */
export const SellerPage = () => {
  const { sellerId = '' } = useParams()
  const query = useQuery(sellerQuery(sellerId))
  const seller = query.data
  if (query.isError && !seller)
    return (
      <ErrorState
        title={isGone(query.error) ? t.gone : t.failed}
        detail={isGone(query.error) ? undefined : say(reasonOf(query.error))}
        onRetry={() => void query.refetch()}
      />
    )
  if (!seller) return <LoadingRows />
  return (
    <>
      <PageHeader
        title={seller.name ?? listing.sellerUnknown}
        lead={<Lead seller={seller} />}
        back={{ to: paths.sellers, label: t.title }}
        actions={<StatusButtons seller={seller} />}
      />
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Wanted seller={seller} />
        <div className="grid gap-8">
          <ShippingSection seller={seller} />
          {(seller.status === null || seller.status === 'blocked') && <InventorySize seller={seller} />}
        </div>
      </div>
    </>
  )
}
