import { Link } from 'react-router'
import { StatusChoice } from '@/components/seller/status-choice'
import { Section } from '@/components/ui/section'
import { useSellerStatus } from '@/hooks/use-seller-status'
import { formatPercent } from '@/lib/money'
import { paths } from '@/lib/paths'
import { listing as t } from '@/lib/words/listing'
import type { ResultDetail } from '@/services/results'

type Seller = NonNullable<ResultDetail['listing']['seller']>

const reputation = (seller: Seller) =>
  seller.positive_percent !== null && seller.ratings
    ? t.ratings(formatPercent(Number(seller.positive_percent) / 100, 1), seller.ratings)
    : t.unrated

/** Who sells it, how well rated, and what the user thinks of them. */
export const SellerPanel = ({ seller }: { seller: Seller }) => {
  const onChange = useSellerStatus(seller.id)
  return (
    <Section title={t.seller}>
      <p className="text-sm">
        <Link to={paths.seller(seller.id)} className="font-medium underline underline-offset-2">
          {seller.name ?? t.sellerUnknown}
        </Link>{' '}
        <span className="text-ink-soft">
          {[reputation(seller), seller.country && t.shipsFrom(seller.country)].filter(Boolean).join(' · ')}
        </span>
      </p>
      <StatusChoice name={seller.name ?? t.sellerUnknown} status={seller.status} onChange={onChange} />
    </Section>
  )
}
