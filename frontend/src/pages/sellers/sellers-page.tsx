import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Age } from '@/components/age/age'
import { PageHeader } from '@/components/layout/page-header'
import { SourceBadge } from '@/components/source/source-badge'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { Choices } from '@/components/ui/choices'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LoadingRows } from '@/components/ui/skeleton'
import { useSearchField } from '@/hooks/use-search-field'
import { useUrlState } from '@/hooks/use-url-state'
import { formatPercent } from '@/lib/money'
import { paths } from '@/lib/paths'
import { common } from '@/lib/words/common'
import { holdings } from '@/lib/words/holdings'
import { listing } from '@/lib/words/listing'
import { say } from '@/lib/words/say'
import { sellers as t } from '@/lib/words/sellers'
import { reasonOf } from '@/services/api/errors'
import { sellersQuery, type Seller, type SellerStatus } from '@/services/sellers'
import { StatusButtons } from './status-buttons'

const STATUSES: SellerStatus[] = ['watched', 'favourite', 'blocked']

const line = (seller: Seller): string =>
  [
    seller.positive_percent !== null && seller.ratings
      ? listing.ratings(formatPercent(Number(seller.positive_percent) / 100, 1), seller.ratings)
      : listing.unrated,
    seller.country && listing.shipsFrom(seller.country),
    t.listings(seller.listings),
  ]
    .filter(Boolean)
    .join(' · ')

const SellerRow = ({ seller }: { seller: Seller }) => (
  <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-3">
    <div className="min-w-0 grow basis-60">
      <h2 className="flex flex-wrap items-center gap-2 font-semibold">
        <Link data-row to={paths.seller(seller.id)} className="hover:underline">
          {seller.name ?? listing.sellerUnknown}
        </Link>
        <SourceBadge marketplace={seller.marketplace} />
      </h2>
      <p className="text-sm text-ink-soft">{line(seller)}</p>
      {seller.inventory_read_at && (
        <p className="text-xs text-ink-soft">
          {t.read} <Age at={seller.inventory_read_at} />
        </p>
      )}
    </div>
    <StatusButtons seller={seller} />
  </li>
)

/** The sellers the user has an opinion on. */
export const SellersPage = () => {
  const [status, setStatus] = useUrlState('status')
  const [q, field] = useSearchField('q')
  const list = useInfiniteQuery(sellersQuery((status || null) as SellerStatus | null, q))
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <search className="mb-2 flex flex-wrap items-end gap-x-6 gap-y-3">
        <Field label={holdings.find} className="grow basis-52 sm:max-w-72">
          {(control) => <Input {...control} type="search" data-filter placeholder={t.findHint} {...field} />}
        </Field>
        <Choices
          label={t.all}
          options={STATUSES.map((value) => ({ value, label: t.status(value) }))}
          value={status ? [status] : []}
          onChange={(value) => setStatus(value.at(-1) ?? null)}
        />
      </search>
      {list.isPending && <LoadingRows />}
      {list.isError && !list.data && (
        <ErrorState title={t.failed} detail={say(reasonOf(list.error))} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && rows.length === 0 && (q || status) && <EmptyState title={holdings.noneFound} />}
      {list.isSuccess && rows.length === 0 && !q && !status && (
        <EmptyState
          className="mt-4"
          title={t.emptyTitle}
          hint={t.emptyHint}
          action={
            <Button asChild>
              <Link to={paths.searches}>{t.toSearches}</Link>
            </Button>
          }
        />
      )}
      {rows.length > 0 && (
        <ul aria-label={t.title}>
          {rows.map((seller) => (
            <SellerRow key={seller.id} seller={seller} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button className="mt-3" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </>
  )
}
