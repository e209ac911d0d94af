import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { SelectionBar } from '@/components/selection/selection-bar'
import { ProvidedByDiscogs } from '@/components/source/provided-by'
import { EmptyState, ErrorState } from '@/components/states/states'
import { LoadingRows } from '@/components/ui/skeleton'
import { VirtualList } from '@/components/virtual-table/virtual-table'
import { useFreshened } from '@/hooks/use-freshened'
import { useIsPhone } from '@/hooks/ui/use-media-query'
import { useSelection } from '@/hooks/ui/use-selection'
import { useResultActions } from '@/hooks/use-result-actions'
import { say } from '@/lib/words/say'
import { searchPage as t } from '@/lib/words/search-page'
import { reasonOf } from '@/services/api/errors'
import { resultsQuery } from '@/services/results'
import type { Search } from '@/services/searches'
import { ListingActions } from './listing-actions'
import { ListingFilters } from './listing-filters'
import { ListingRow } from './listing-row'
import { useListingFilters } from './use-listing-filters'

/** How high a row usually is: the better the guess, the less has to be measured and moved. */
const DESK_ROW = 65
const PHONE_ROW = 117

/** What stands at the end of each row, for the eye; and how many rows there are, if somebody has counted. */
const Columns = ({ total }: { total: number | null | undefined }) => (
  <span className="flex gap-3 sm:mr-17">
    {total != null && <span>{t.count(total)}</span>}
    <span aria-hidden>
      {t.landed}, {t.score.toLowerCase()}
    </span>
  </span>
)

/** Every listing the search found, kept or left out. */
export const ListingsTab = ({ search }: { search: Search }) => {
  const filters = useListingFilters()
  const list = useInfiniteQuery(resultsQuery(search.id, filters.filters))
  const { onMark, onMarkAll, onRefresh } = useResultActions()
  const results = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const staleness = useMemo(() => results.map(({ id, listing }) => ({ id, stale: listing.stale })), [results])
  useFreshened(staleness)
  const selection = useSelection(results)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage({ cancelRefetch: false })
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const rowHeight = useIsPhone() ? PHONE_ROW : DESK_ROW
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
      {results.length > 0 && (
        <>
          <SelectionBar selection={selection} count={<Columns total={total} />}>
            <ListingActions chosen={selection.chosen} onMark={onMarkAll} onDone={selection.clear} />
          </SelectionBar>
          <VirtualList
            items={results}
            label={t.listings}
            keyOf={(result) => result.id}
            estimate={rowHeight}
            onEnd={onEnd}
          >
            {(result) => (
              <ListingRow
                result={result}
                isSelected={selection.has(result.id)}
                onSelect={selection.toggle}
                onMark={onMark}
                onRefresh={onRefresh}
              />
            )}
          </VirtualList>
          <ProvidedByDiscogs />
        </>
      )}
    </>
  )
}
