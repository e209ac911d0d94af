import { useMutation } from '@tanstack/react-query'
import { Ban, Eye, Star } from 'lucide-react'
import { Link } from 'react-router'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { formatPercent } from '@/lib/money'
import { paths } from '@/lib/paths'
import { listing as t } from '@/lib/words/listing'
import { sellers as words } from '@/lib/words/sellers'
import type { ResultDetail } from '@/services/results'
import { setSellerStatus, type SellerStatus } from '@/services/sellers'

type Seller = NonNullable<ResultDetail['listing']['seller']>

const choices: { status: SellerStatus; icon: typeof Eye }[] = [
  { status: 'watched', icon: Eye },
  { status: 'favourite', icon: Star },
  { status: 'blocked', icon: Ban },
]

const reputation = (seller: Seller) =>
  seller.positive_percent !== null && seller.ratings
    ? t.ratings(formatPercent(Number(seller.positive_percent) / 100, 1), seller.ratings)
    : t.unrated

/** Who sells it, how well rated, and what the user thinks of them. */
export const SellerPanel = ({ seller }: { seller: Seller | null }) => {
  const { mutate } = useMutation(setSellerStatus())
  if (!seller) return null
  return (
    <Section title={t.seller} level="h3">
      <p className="text-sm">
        <Link to={paths.seller(seller.id)} className="font-medium underline underline-offset-2">
          {seller.name ?? t.sellerUnknown}
        </Link>{' '}
        <span className="text-ink-soft">
          {[reputation(seller), seller.country && t.shipsFrom(seller.country)].filter(Boolean).join(' · ')}
        </span>
      </p>
      <div className="flex flex-wrap gap-2">
        {choices.map(({ status, icon: Icon }) => (
          <Button
            key={status}
            size="sm"
            aria-pressed={seller.status === status}
            className="aria-pressed:border-accent aria-pressed:text-accent"
            onClick={() => mutate({ id: seller.id, status: seller.status === status ? null : status })}
          >
            <Icon aria-hidden />
            {words.action(status)}
          </Button>
        ))}
      </div>
    </Section>
  )
}
