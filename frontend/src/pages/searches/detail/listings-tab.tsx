import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { ProvidedByDiscogs } from '@/components/source/provided-by'
import { EmptyState, ErrorState } from '@/components/states/states'
import { LoadingRows } from '@/components/ui/skeleton'
import { VirtualList } from '@/components/virtual-table/virtual-table'
import { useRefreshStale, useResultActions } from '@/hooks/use-result-actions'
import { say } from '@/lib/words/say'
import { searchPage as t } from '@/lib/words/search-page'
import { reasonOf } from '@/services/api/errors'
import { resultsQuery } from '@/services/results'
import type { Search } from '@/services/searches'
import { ListingFilters } from './listing-filters'
import { ListingRow } from './listing-row'
import { useListingFilters } from './use-listing-filters'

/** Every listing the search found, kept or left out. */
export const ListingsTab = ({ search }: { search: Search }) => {
  const filters = useListingFilters()
  const list = useInfiniteQuery(resultsQuery(search.id, filters.filters))
  const { onMark, onRefresh, refreshMany } = useResultActions()
  const results = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const staleness = useMemo(() => results.map(({ id, listing }) => ({ id, stale: listing.stale })), [results])
  useRefreshStale(staleness, refreshMany)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const total = list.data?.pages[0]?.total
  return (
    <>
      <ListingFilters {...filters} />
      {list.isPending && <LoadingRows />}
      {list.isError && !list.data && (
        <ErrorState
          title={t.listingsFailed}
          detail={say(reasonOf(list.error))}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.isSuccess && results.length === 0 && (
        <EmptyState
          title={search.results.total === 0 ? t.listingsNone : t.listingsEmpty}
          hint={search.results.total === 0 ? t.listingsNoneHint : t.listingsEmptyHint}
        />
      )}
      {total != null && results.length > 0 && <p className="mb-1 text-xs text-ink-soft">{t.count(total)}</p>}
      {results.length > 0 && (
        <>
          <VirtualList
            items={results}
            label={t.listings}
            keyOf={(result) => result.id}
            estimate={76}
            onEnd={onEnd}
          >
            {(result) => <ListingRow result={result} onMark={onMark} onRefresh={onRefresh} />}
          </VirtualList>
          <ProvidedByDiscogs />
        </>
      )}
    </>
  )
}
