import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { Link } from 'react-router'
import { ErrorBoundary } from '@/components/error-boundary/error-boundary'
import { PageHeader } from '@/components/layout/page-header'
import { ErrorState } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import { offersOfDeals, useFreshened } from '@/hooks/use-freshened'
import { paths } from '@/lib/paths'
import { say } from '@/lib/words/say'
import { today as t } from '@/lib/words/today'
import { reasonOf } from '@/services/api/errors'
import { dashboardQuery, type Dashboard } from '@/services/dashboard'
import { ActNow } from './act-now'
import { Attention } from './attention'
import { Counts } from './counts'
import { ResultStrip } from './result-strip'
import { Steps } from './steps'
import { UnderWay } from './under-way'

const Waiting = () => (
  <Loading className="grid gap-6">
    <Skeleton className="h-16" />
    <div className="grid gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <Skeleton className="h-96" />
      <Skeleton className="h-72" />
    </div>
  </Loading>
)

const First = () => (
  <section className="grid gap-2 rounded-lg bg-accent-soft p-5">
    <h2 className="text-xl font-semibold">{t.firstTitle}</h2>
    <p className="max-w-prose text-ink-soft">{t.firstHint}</p>
    <Button asChild variant="primary" className="mt-1 w-fit">
      <Link to={`${paths.searches}?new=1`}>{t.firstAction}</Link>
    </Button>
  </section>
)

/** Every offer on the page, for those that are too old to be read again. */
const offersOf = (data: Dashboard) => [
  ...offersOfDeals(data.act_now),
  ...[...data.ending_soon, ...data.price_dropped].map(({ id, listing }) => ({ id, stale: listing.stale })),
]

const Overview = ({ data }: { data: Dashboard }) => {
  useFreshened(useMemo(() => offersOf(data), [data]))
  return (
    <div className="grid gap-6">
      <Counts counts={data.counts} setup={data.setup} />
      <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid gap-6">
          {data.counts.searches === 0 && <First />}
          <ErrorBoundary name={t.actNow}>
            <ActNow deals={data.act_now} />
          </ErrorBoundary>
        </div>
        <div className="grid gap-6">
          <ErrorBoundary name={t.attention}>
            <Attention items={data.attention} />
          </ErrorBoundary>
          <Steps setup={data.setup} />
          <ErrorBoundary name={t.running}>
            <UnderWay runs={data.recent_runs} syncs={data.syncs} />
          </ErrorBoundary>
          <ErrorBoundary name={t.ending}>
            <ResultStrip title={t.ending} empty={t.endingEmpty} results={data.ending_soon} />
          </ErrorBoundary>
          <ErrorBoundary name={t.dropped}>
            <ResultStrip title={t.dropped} empty={t.droppedEmpty} results={data.price_dropped} />
          </ErrorBoundary>
        </div>
      </div>
    </div>
  )
}

/** What should I do now? */
export const TodayPage = () => {
  const query = useQuery(dashboardQuery())
  const data = useDeferredValue(query.data) // many cards are drawn in slices, so that the page stays responsive
  return (
    <>
      <PageHeader title={t.title} lead={`${t.greeting(new Date().getHours())}.`} />
      {!data && !query.isError && <Waiting />}
      {query.isError && !data && (
        <ErrorState
          title={t.failed}
          detail={say(reasonOf(query.error))}
          onRetry={() => void query.refetch()}
        />
      )}
      {data && <Overview data={data} />}
    </>
  )
}
