import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { ErrorBoundary } from '@/components/error-boundary/error-boundary'
import { Skeleton } from '@/components/ui/skeleton'
import { formatNumber } from '@/lib/money'
import { say } from '@/lib/words/say'
import { searchPage as t } from '@/lib/words/search-page'
import { analysisQuery, type Analysis } from '@/services/analysis'

const PriceDistribution = lazy(() =>
  import('@/components/charts/price-distribution').then((m) => ({ default: m.PriceDistribution })),
)

const Glance = ({ analysis }: { analysis: Analysis }) => {
  const excluded = Object.entries(analysis.excluded).sort(([, a], [, b]) => b - a)
  return (
    <p className="text-sm text-ink-soft">
      {t.included(analysis.included, analysis.listings)} · {t.records(analysis.records)} ·{' '}
      {t.sellerCount(analysis.sellers)}
      {excluded.length > 0 && (
        <>
          {'. '}
          {t.leftOut}:{' '}
          {excluded.map(([code, n]) => `${say({ code }).toLowerCase()} (${formatNumber(n)})`).join(', ')}
        </>
      )}
    </p>
  )
}

/** The search at a glance: how many, from whom, and the spread of live prices. */
export const Distributions = ({ searchId }: { searchId: string }) => {
  const { data: analysis, isPending } = useQuery(analysisQuery(searchId))
  if (isPending)
    return (
      <div className="mb-2 grid gap-3">
        <Skeleton className="h-5 w-2/3" />
        <Skeleton className="h-9.5" />
      </div>
    )
  if (!analysis || analysis.status === 'none') return null
  return (
    <section aria-label={t.summary} className="mb-2 grid gap-3">
      <Glance analysis={analysis} />
      {analysis.distributions.length > 0 && (
        <details className="rounded-lg border border-line bg-surface px-3 py-2">
          <summary className="text-sm font-medium">{t.distribution}</summary>
          <ErrorBoundary name={t.distribution}>
            <Suspense fallback={<Skeleton className="my-3 h-56" />}>
              <PriceDistribution rows={analysis.distributions} />
            </Suspense>
          </ErrorBoundary>
        </details>
      )}
    </section>
  )
}
