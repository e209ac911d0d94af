import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { Cover } from '@/components/cover/cover'
import { Price } from '@/components/money/price'
import { SourceBadge } from '@/components/source/source-badge'
import { ProvidedByDiscogs } from '@/components/source/provided-by'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { useFreshened } from '@/hooks/use-freshened'
import { common } from '@/lib/words/common'
import { say } from '@/lib/words/say'
import { searchPage as t } from '@/lib/words/search-page'
import { comparisonQuery, type Comparison } from '@/services/analysis'
import { reasonOf } from '@/services/api/errors'
import type { Search } from '@/services/searches'
import { Distributions } from './distributions'
import { OfferTable } from './offer-table'

const nameOf = ({ record }: Comparison) =>
  [record.artist, record.title].filter(Boolean).join(' – ') || t.unnamed

/** The best price is that of one of the offers shown. */
const certaintyOfBest = ({ best, offers }: Comparison) =>
  offers.find(({ landed_total: total }) => total?.amount === best?.amount)?.certain ?? 'estimated'

const RecordGroup = ({ group, open }: { group: Comparison; open: boolean }) => (
  <details open={open} className="group rounded-lg border border-line bg-surface">
    <summary className="flex items-center gap-3 p-2 pr-3 [&::-webkit-details-marker]:hidden">
      <ChevronRight
        className="size-4 shrink-0 text-ink-soft transition-transform group-open:rotate-90"
        aria-hidden
      />
      <Cover src={group.record.image_url} size={40} />
      <span className="min-w-0 grow">
        <span dir="auto" className="line-clamp-2 font-medium">
          {nameOf(group)}
          {group.record.year && <span className="font-normal text-ink-soft"> · {group.record.year}</span>}
        </span>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-ink-soft">
          {t.offers(group.offers_count)}
          {group.marketplaces.map((id) => (
            <SourceBadge key={id} marketplace={id} />
          ))}
        </span>
      </span>
      <span className="shrink-0 text-right">
        <Price money={group.best} certainty={certaintyOfBest(group)} className="font-semibold" />
      </span>
    </summary>
    <OfferTable offers={group.offers} label={t.offersOf(nameOf(group))} />
    {group.offers_count > group.offers.length && (
      <p className="border-t border-line px-3 py-2 text-sm">
        <Link
          to={`?tab=listings&record=${group.record.id}`}
          className="text-accent underline underline-offset-2"
        >
          {t.moreOffers(group.offers_count - group.offers.length)}
        </Link>
      </p>
    )}
  </details>
)

const offersOf = ({ offers }: Comparison) => offers.map(({ result_id: id, stale }) => ({ id, stale }))

/** The records found and who asks what for them, across marketplaces. */
export const PricesTab = ({ search }: { search: Search }) => {
  const list = useInfiniteQuery(comparisonQuery(search.id))
  const groups = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  useFreshened(useMemo(() => groups.flatMap(offersOf), [groups]))
  if (list.isPending) return <LoadingRows />
  if (!list.data)
    return (
      <ErrorState
        title={t.pricesFailed}
        detail={say(reasonOf(list.error))}
        onRetry={() => void list.refetch()}
      />
    )
  if (groups.length === 0) return <EmptyState title={t.pricesEmpty} hint={t.pricesEmptyHint} />
  return (
    <div className="grid gap-2">
      <Distributions searchId={search.id} />
      {groups.map((group, index) => (
        <RecordGroup key={group.record.id} group={group} open={index === 0} />
      ))}
      {list.hasNextPage && (
        <Button
          className="justify-self-start"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {common.loadMore}
        </Button>
      )}
      <ProvidedByDiscogs />
    </div>
  )
}
