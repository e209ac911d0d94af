import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { ErrorBoundary } from '@/components/error-boundary/error-boundary'
import { RunProgress } from '@/components/run/run-progress'
import { ErrorState, Note } from '@/components/states/states'
import { Loading, LoadingRows, Skeleton } from '@/components/ui/skeleton'
import { TabList, TabPanel, Tabs } from '@/components/ui/tabs'
import { useUrlState } from '@/hooks/use-url-state'
import { useViewed } from '@/hooks/use-viewed'
import { formatNumber } from '@/lib/money'
import { paths } from '@/lib/paths'
import { say } from '@/lib/words/say'
import { searchPage as t } from '@/lib/words/search-page'
import { isGone, reasonOf } from '@/services/api/errors'
import { searchDealsQuery } from '@/services/recommendations'
import { isRunning } from '@/services/runs'
import { searchQuery, type Search } from '@/services/searches'
import { DealsTab } from './detail/deals-tab'
import { SearchHeader } from './detail/search-header'

const SearchSheet = lazy(() => import('./form/search-sheet').then((m) => ({ default: m.SearchSheet })))
const PricesTab = lazy(() => import('./detail/prices-tab').then((m) => ({ default: m.PricesTab })))
const ListingsTab = lazy(() => import('./detail/listings-tab').then((m) => ({ default: m.ListingsTab })))
const SellersTab = lazy(() => import('./detail/sellers-tab').then((m) => ({ default: m.SellersTab })))
const RunsTab = lazy(() => import('./detail/runs-tab').then((m) => ({ default: m.RunsTab })))

const panels = {
  deals: DealsTab,
  prices: PricesTab,
  listings: ListingsTab,
  sellers: SellersTab,
  runs: RunsTab,
}

const tabs = (search: Search) => [
  { value: 'deals', label: t.deals },
  { value: 'prices', label: t.prices },
  { value: 'listings', label: t.listings, count: formatNumber(search.results.included) },
  { value: 'sellers', label: t.sellers },
  { value: 'runs', label: t.runs },
]

const RunState = ({ search }: { search: Search }) => {
  const run = search.last_run
  if (!run) return null
  if (isRunning(run))
    return (
      <div className="mb-4 rounded-lg border border-line bg-surface p-3">
        <RunProgress {...run} />
      </div>
    )
  const failed = run.marketplaces.filter(({ error }) => error)
  if (run.status !== 'partial' && run.status !== 'failed') return null
  return (
    <div className="mb-4">
      <Note tone={run.status === 'failed' ? 'bad' : 'warn'}>
        {run.status === 'failed' ? t.runFailed : t.runPartial}{' '}
        {[...(run.error ? [run.error] : []), ...failed.flatMap(({ error }) => error ?? [])]
          .map(say)
          .join(' ')}
      </Note>
    </div>
  )
}

const Waiting = () => (
  <Loading className="grid gap-4">
    <Skeleton className="h-14 w-80 max-w-full" />
    <Skeleton className="h-9" />
    <LoadingRows rows={4} className="h-40" />
  </Loading>
)

/** One search: its deals, prices, listings, sellers and runs. */
export const SearchPage = () => {
  const { searchId = '' } = useParams()
  const navigate = useNavigate()
  const query = useQuery(searchQuery(searchId))
  const [tab, setTab] = useUrlState('tab', 'deals')
  const [form, setForm] = useState<'edit' | 'copy' | null>(null)
  const search = useDeferredValue(query.data) // drawn in slices
  useViewed(searchId)
  const isDeals = tab === 'deals' // they are asked for beside the search, not after it
  useInfiniteQuery({ ...searchDealsQuery(searchId), enabled: isDeals, notifyOnChangeProps: [] })

  if (query.isError && (!search || isGone(query.error)))
    return (
      <ErrorState
        title={isGone(query.error) ? t.gone : t.failed}
        detail={isGone(query.error) ? t.goneHint : say(reasonOf(query.error))}
        onRetry={() => void query.refetch()}
      />
    )
  if (!search) return <Waiting />
  return (
    <>
      <SearchHeader search={search} onEdit={() => setForm('edit')} onCopy={() => setForm('copy')} />
      <RunState search={search} />
      <Tabs value={tab in panels ? tab : 'deals'} onValueChange={setTab}>
        <TabList tabs={tabs(search)} label={t.tabs} />
        {Object.entries(panels).map(([value, Panel]) => (
          <TabPanel key={value} value={value}>
            <ErrorBoundary name={t[value as keyof typeof panels]} resetKey={searchId}>
              <Suspense fallback={<LoadingRows />}>
                <Panel search={search} />
              </Suspense>
            </ErrorBoundary>
          </TabPanel>
        ))}
      </Tabs>
      <Suspense>
        {form && (
          <SearchSheet
            search={search}
            copy={form === 'copy'}
            onClose={() => setForm(null)}
            onCreated={(created) => {
              setForm(null)
              void navigate(paths.search(created.id))
            }}
          />
        )}
      </Suspense>
    </>
  )
}
