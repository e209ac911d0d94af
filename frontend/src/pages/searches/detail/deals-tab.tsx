import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { Link } from 'react-router'
import { DealCard } from '@/components/deal/deal-card'
import { ProvidedByDiscogs } from '@/components/source/provided-by'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { offersOfDeals, useFreshened } from '@/hooks/use-freshened'
import { notifyDone } from '@/lib/notify'
import { common } from '@/lib/words/common'
import { deals as t } from '@/lib/words/deals'
import { say } from '@/lib/words/say'
import { reasonOf } from '@/services/api/errors'
import { giveFeedback, searchDealsQuery } from '@/services/recommendations'
import { isRunning } from '@/services/runs'
import type { Search } from '@/services/searches'

/** What to buy, best first. */
export const DealsTab = ({ search }: { search: Search }) => {
  const list = useInfiniteQuery(searchDealsQuery(search.id))
  const feedback = useMutation(giveFeedback())
  const pages = useDeferredValue(list.data?.pages) // many cards are drawn in slices
  const all = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages])
  useFreshened(useMemo(() => offersOfDeals(all), [all]))
  if (!pages && !list.isError) return <LoadingRows rows={3} className="h-44" />
  if (!pages)
    return (
      <ErrorState title={t.failed} detail={say(reasonOf(list.error))} onRetry={() => void list.refetch()} />
    )
  const deals = all.filter((deal) => deal.feedback !== 'not_helpful')
  if (deals.length === 0)
    return (
      <EmptyState
        title={t.emptyTitle}
        hint={isRunning(search.last_run) ? t.emptyRunning : t.emptyHint}
        action={
          search.results.included > 0 && (
            <Button asChild>
              <Link to="?tab=listings">{t.seeListings}</Link>
            </Button>
          )
        }
      />
    )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {deals.map((deal, index) => (
        <DealCard
          key={deal.id}
          deal={deal}
          eager={index < 3}
          origin={deal.seller?.name && t.from(deal.seller.name)}
          onFeedback={(value) => {
            feedback.mutate({ id: deal.id, feedback: value })
            if (value === 'not_helpful')
              notifyDone(t.noted, { undo: () => feedback.mutate({ id: deal.id, feedback: null }) })
          }}
        />
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
