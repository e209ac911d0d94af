import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import { ErrorBoundary } from '@/components/error-boundary/error-boundary'
import { PageHeader } from '@/components/layout/page-header'
import { ProvidedByDiscogs } from '@/components/source/provided-by'
import { EmptyState, ErrorState, Note } from '@/components/states/states'
import { Section } from '@/components/ui/section'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import { formatDate } from '@/lib/dates'
import { formatMoney } from '@/lib/money'
import { release as t } from '@/lib/words/release'
import { say } from '@/lib/words/say'
import { isGone, reasonOf } from '@/services/api/errors'
import {
  priceHistoryQuery,
  releaseQuery,
  type PriceHistory as PriceHistoryData,
  type Release,
} from '@/services/releases'
import { Offers } from './offers'
import { ReleaseActions } from './release-actions'
import { ReleaseFacts } from './release-facts'

const ValueByCondition = lazy(() =>
  import('@/components/charts/value-by-condition').then((m) => ({ default: m.ValueByCondition })),
)
const PriceHistory = lazy(() =>
  import('@/components/charts/price-history').then((m) => ({ default: m.PriceHistory })),
)

const ChartRoom = () => <Skeleton className="h-64" />

const Values = ({ release }: { release: Release }) => {
  const known = release.values.some(({ fair_value }) => fair_value.value)
  return (
    <Section title={t.values}>
      {known ? (
        <ErrorBoundary name={t.values}>
          <Suspense fallback={<ChartRoom />}>
            <ValueByCondition values={release.values} />
          </Suspense>
        </ErrorBoundary>
      ) : (
        <EmptyState title={t.valuesEmpty} hint={t.valuesEmptyHint} />
      )}
    </Section>
  )
}

const onlyReading = (point: PriceHistoryData['points'][number] | undefined): string =>
  point?.lowest_price ? t.historyOne(formatMoney(point.lowest_price), formatDate(point.day)) : ''

const History = ({ release }: { release: Release }) => {
  const { data, isPending, error, refetch } = useQuery(
    priceHistoryQuery(release.id, release.market?.fetched_at),
  )
  const points = data?.points.filter(({ lowest_price }) => lowest_price) ?? []
  return (
    <Section title={t.history}>
      {isPending && <ChartRoom />}
      {error && !data && <ErrorState title={say(reasonOf(error))} onRetry={() => void refetch()} />}
      {data && points.length === 0 && <EmptyState title={t.historyEmpty} />}
      {data && points.length === 1 && <EmptyState title={onlyReading(points[0])} hint={t.historyHint} />}
      {data && points.length > 1 && (
        <ErrorBoundary name={t.history}>
          <Suspense fallback={<ChartRoom />}>
            <PriceHistory points={data.points} />
          </Suspense>
        </ErrorBoundary>
      )}
    </Section>
  )
}

const Waiting = () => (
  <Loading className="grid gap-6">
    <Skeleton className="h-14 w-96 max-w-full" />
    <Skeleton className="h-44" />
    <div className="grid gap-6 lg:grid-cols-2">
      <Skeleton className="h-64" />
      <Skeleton className="h-64" />
    </div>
  </Loading>
)

/** One pressing: what it is, what it is worth, who sells it now. */
export const ReleasePage = () => {
  const { releaseId = '' } = useParams()
  const query = useQuery(releaseQuery(releaseId))
  const release = query.data
  if (query.isError && !release)
    return (
      <ErrorState
        title={isGone(query.error) ? t.gone : t.failed}
        detail={isGone(query.error) ? undefined : say(reasonOf(query.error))}
        onRetry={() => void query.refetch()}
      />
    )
  if (!release) return <Waiting />
  return (
    <>
      <PageHeader
        title={release.title}
        lead={<span dir="auto">{release.artists.join(', ')}</span>}
        actions={<ReleaseActions release={release} />}
      />
      <div className="grid gap-8">
        {release.is_unofficial && <Note tone="bad">{t.unofficial}</Note>}
        <ReleaseFacts release={release} />
        <div className="grid items-start gap-8 lg:grid-cols-2 [&>*]:min-w-0">
          <Values release={release} />
          <History release={release} />
        </div>
        <ErrorBoundary name={t.offers}>
          <Offers releaseId={release.id} />
        </ErrorBoundary>
        <ProvidedByDiscogs href={release.url} />
      </div>
    </>
  )
}
