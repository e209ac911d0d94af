import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Price } from '@/components/money/price'
import { SourceBadge } from '@/components/source/source-badge'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Badge } from '@/components/ui/badge'
import { LoadingRows } from '@/components/ui/skeleton'
import { formatPercent } from '@/lib/money'
import { paths } from '@/lib/paths'
import { deals } from '@/lib/words/deals'
import { listing } from '@/lib/words/listing'
import { say } from '@/lib/words/say'
import { searchPage as t } from '@/lib/words/search-page'
import { searchSellersQuery, type SellerAnalysis } from '@/services/analysis'
import { reasonOf } from '@/services/api/errors'
import type { Search } from '@/services/searches'

const SCORES = ['reputation', 'location', 'price', 'depth', 'shipping'] as const

const Meter = ({ label, value }: { label: string; value: number | null }) => (
  <div className="grid gap-0.5">
    <dt className="text-xs text-ink-soft">{label}</dt>
    <dd className="text-sm figures">
      {value === null ? <span aria-label={t.noData}>–</span> : value}
      <span aria-hidden className="mt-0.5 block h-1 overflow-hidden rounded-full bg-sunken">
        <span className="block h-full bg-accent" style={{ width: `${value ?? 0}%` }} />
      </span>
    </dd>
  </div>
)

const reputation = ({ seller }: SellerAnalysis) =>
  seller.positive_percent !== null && seller.ratings
    ? listing.ratings(formatPercent(Number(seller.positive_percent) / 100, 1), seller.ratings)
    : listing.unrated

const SellerCard = ({ row }: { row: SellerAnalysis }) => (
  <li className="grid gap-3 rounded-lg border border-line bg-surface p-3 sm:grid-cols-[1fr_22rem] sm:items-center">
    <div className="grid gap-1">
      <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold">
        <span className="text-sm font-normal text-ink-soft figures">{row.rank}</span>
        <Link data-row to={paths.seller(row.seller.id)} className="hover:underline">
          {row.seller.name ?? listing.sellerUnknown}
        </Link>
        <SourceBadge marketplace={row.seller.marketplace} />
        {row.overall !== null && <Badge tone="accent">{row.overall}</Badge>}
      </h2>
      <p className="text-sm text-ink-soft">
        {[reputation(row), row.seller.country && listing.shipsFrom(row.seller.country)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="flex flex-wrap gap-x-3 text-sm">
        <Link to={`?tab=listings&seller=${row.seller.id}`} className="underline underline-offset-2">
          {t.items(row.items)}
        </Link>
        {row.wants > 0 && <span className="text-good">{t.wants(row.wants)}</span>}
        {row.goods && (
          <span className="text-ink-soft">
            {deals.goods} <Price money={row.goods} />
          </span>
        )}
        {row.estimated_shipping && (
          <span className="text-ink-soft">
            {deals.shipping} <Price money={row.estimated_shipping} certainty="estimated" />
          </span>
        )}
      </p>
      {row.reasons.length > 0 && <p className="text-xs text-ink-soft">{row.reasons.map(say).join(' ')}</p>}
    </div>
    <dl className="grid grid-cols-5 gap-2">
      {SCORES.map((name) => (
        <Meter key={name} label={t.scoresOf[name] ?? name} value={row[name]} />
      ))}
    </dl>
  </li>
)

/** Who sells what this search found, best to deal with first. */
export const SellersTab = ({ search }: { search: Search }) => {
  const { data, isPending, error, refetch } = useQuery(searchSellersQuery(search.id))
  if (isPending) return <LoadingRows />
  if (!data)
    return <ErrorState title={t.sellersFailed} detail={say(reasonOf(error))} onRetry={() => void refetch()} />
  if (data.length === 0) return <EmptyState title={t.sellersEmpty} hint={t.sellersEmptyHint} />
  return (
    <ol className="grid gap-2">
      {data.map((row) => (
        <SellerCard key={row.seller.id} row={row} />
      ))}
    </ol>
  )
}
