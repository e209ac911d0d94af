import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Plus, RefreshCw } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { Link } from 'react-router'
import { PageHeader } from '@/components/layout/page-header'
import { SelectionBar } from '@/components/selection/selection-bar'
import { ProvidedByDiscogs } from '@/components/source/provided-by'
import { EmptyState, ErrorState } from '@/components/states/states'
import { SyncLine } from '@/components/sync/sync-line'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { ViewChoice } from '@/components/view-choice/view-choice'
import { VirtualList } from '@/components/virtual-table/virtual-table'
import { useSelection } from '@/hooks/ui/use-selection'
import { useUrlState } from '@/hooks/use-url-state'
import { useView } from '@/hooks/use-view'
import { paths } from '@/lib/paths'
import { common } from '@/lib/words/common'
import { holdings, wantlist as t } from '@/lib/words/holdings'
import { say } from '@/lib/words/say'
import { reasonOf } from '@/services/api/errors'
import { syncWantlist, wantlistQuery, wantsQuery, type Want } from '@/services/wantlist'
import type { View } from '@/types/view'
import { AddSheet } from './add-sheet'
import { Lists } from './lists'
import { RuleSheet } from './rule-sheet'
import { useWantFilters } from './use-want-filters'
import { WantFilters } from './want-filters'
import { WantGrid } from './want-grid'
import { WantRow } from './want-row'

interface HeaderProps {
  view: View
  setView: (view: View) => void
  onAdd: () => void
}

const Header = ({ view, setView, onAdd }: HeaderProps) => {
  const standing = useQuery(wantlistQuery())
  const sync = useMutation(syncWantlist())
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
            <Button variant="primary" onClick={onAdd}>
              <Plus aria-hidden />
              {t.add}
            </Button>
          </>
        }
      />
      <div className="mb-4 grid gap-2 empty:hidden">
        {accounts.map((account) => (
          <SyncLine key={account.marketplace} sync={account} />
        ))}
      </div>
    </>
  )
}

const Empty = ({ isFiltered, onAdd }: { isFiltered: boolean; onAdd: () => void }) =>
  isFiltered ? (
    <EmptyState title={holdings.noneFound} />
  ) : (
    <EmptyState
      title={t.emptyTitle}
      hint={t.emptyHint}
      action={
        <>
          <Button asChild variant="primary">
            <Link to={paths.settings}>{holdings.connect}</Link>
          </Button>
          <Button onClick={onAdd}>{t.add}</Button>
        </>
      }
    />
  )

const useWants = () => {
  const filters = useWantFilters()
  const list = useInfiniteQuery(wantsQuery(filters.filters))
  const wants = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage({ cancelRefetch: false })
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return { filters, list, wants, onEnd }
}

/** What stands in the columns of the list, for the eye: each field says it itself. */
const Columns = () => (
  <span aria-hidden className="flex gap-3 max-sm:hidden">
    <span className="w-22 text-right whitespace-nowrap">{t.offersNow}</span>
    <span className="w-36">{t.tier}</span>
    <span className="w-47">{t.maxPrice}</span>
  </span>
)

interface WantsProps {
  view: View
  wants: Want[]
  onEdit: (wants: Want[]) => void
  onEnd: () => void
}

/** The wants as a list or as covers; several can be given one rule at once. */
const Wants = ({ view, wants, onEdit, onEnd }: WantsProps) => {
  const selection = useSelection(wants)
  const editOne = useCallback((want: Want) => onEdit([want]), [onEdit])
  const choice = { onSelect: selection.toggle, onEdit: editOne }
  return (
    <>
      <SelectionBar selection={selection} count={view === 'table' && <Columns />}>
        <Button size="sm" onClick={() => onEdit(selection.chosen)}>
          {t.editRule}
        </Button>
      </SelectionBar>
      {view === 'grid' ? (
        <div className="mt-4">
          <WantGrid wants={wants} isSelected={selection.has} {...choice} />
        </div>
      ) : (
        <VirtualList items={wants} label={t.title} keyOf={(want) => want.id} estimate={65} onEnd={onEnd}>
          {(want) => <WantRow want={want} isSelected={selection.has(want.id)} {...choice} />}
        </VirtualList>
      )}
    </>
  )
}

/** Everything wanted, with a rule each. */
export const WantlistPage = () => {
  const [view, setView] = useView('wantlist', 'table')
  const { filters, list, wants, onEnd } = useWants()
  const [adding, setAdding] = useUrlState('add')
  const [edited, setEdited] = useState<Want[]>([])
  const add = () => setAdding('1')
  return (
    <>
      <Header view={view} setView={setView} onAdd={add} />
      <WantFilters {...filters} />
      {list.isPending && <LoadingRows />}
      {list.isError && !list.data && (
        <ErrorState title={t.failed} detail={say(reasonOf(list.error))} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && wants.length === 0 && <Empty isFiltered={filters.isFiltered} onAdd={add} />}
      {wants.length > 0 && <Wants view={view} wants={wants} onEdit={setEdited} onEnd={onEnd} />}
      {view === 'grid' && list.hasNextPage && (
        <Button className="mt-4" busy={list.isFetchingNextPage} onClick={onEnd}>
          {common.loadMore}
        </Button>
      )}
      {wants.length > 0 && <ProvidedByDiscogs />}
      <Lists />
      {adding && <AddSheet onClose={() => setAdding(null)} />}
      {edited.length > 0 && <RuleSheet wants={edited} onClose={() => setEdited([])} />}
    </>
  )
}
