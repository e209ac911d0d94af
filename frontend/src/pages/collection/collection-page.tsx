import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { Link } from 'react-router'
import { PageHeader } from '@/components/layout/page-header'
import { ProvidedByDiscogs } from '@/components/source/provided-by'
import { EmptyState, ErrorState } from '@/components/states/states'
import { SyncLine } from '@/components/sync/sync-line'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { ViewChoice } from '@/components/view-choice/view-choice'
import { VirtualList } from '@/components/virtual-table/virtual-table'
import { useView } from '@/hooks/use-view'
import { paths } from '@/lib/paths'
import { common } from '@/lib/words/common'
import { collection as t, holdings } from '@/lib/words/holdings'
import { say } from '@/lib/words/say'
import { reasonOf } from '@/services/api/errors'
import { collectionQuery, copiesQuery, syncCollection } from '@/services/collection'
import type { View } from '@/types/view'
import { useCollectionFilters } from './use-collection-filters'
import { CollectionFilters } from './collection-filters'
import { CopyGrid } from './copy-grid'
import { CopyRow } from './copy-row'
import { Worth } from './worth'

const Header = ({ view, setView }: { view: View; setView: (view: View) => void }) => {
  const standing = useQuery(collectionQuery())
  const sync = useMutation(syncCollection())
  const accounts = standing.data?.accounts ?? []
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          <>
            <ViewChoice view={view} onChange={setView} />
            {accounts.length > 0 && (
              <Button onClick={() => sync.mutate()} busy={sync.isPending}>
                <RefreshCw aria-hidden />
                {holdings.sync}
              </Button>
            )}
          </>
        }
      />
      <div className="mb-4 grid gap-2 empty:hidden">
        {accounts.map((account) => (
          <SyncLine key={account.marketplace} sync={account} />
        ))}
      </div>
      <Worth />
    </>
  )
}

const Empty = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <EmptyState title={holdings.noneFound} />
  ) : (
    <EmptyState
      title={t.emptyTitle}
      hint={t.emptyHint}
      action={
        <Button asChild variant="primary">
          <Link to={paths.settings}>{holdings.connect}</Link>
        </Button>
      }
    />
  )

/** What the user owns, as covers or as a list. */
export const CollectionPage = () => {
  const [view, setView] = useView('collection', 'grid')
  const filters = useCollectionFilters()
  const list = useInfiniteQuery(copiesQuery(filters.filters))
  const copies = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage({ cancelRefetch: false })
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <>
      <Header view={view} setView={setView} />
      <CollectionFilters {...filters} />
      {list.isPending && <LoadingRows />}
      {list.isError && !list.data && (
        <ErrorState title={t.failed} detail={say(reasonOf(list.error))} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && copies.length === 0 && <Empty isFiltered={filters.isFiltered} />}
      {copies.length > 0 && view === 'grid' && <CopyGrid copies={copies} />}
      {copies.length > 0 && view !== 'grid' && (
        <VirtualList items={copies} label={t.title} keyOf={(copy) => copy.id} estimate={65} onEnd={onEnd}>
          {(copy) => <CopyRow copy={copy} />}
        </VirtualList>
      )}
      {view === 'grid' && hasNextPage && (
        <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
      {copies.length > 0 && <ProvidedByDiscogs />}
    </>
  )
}
