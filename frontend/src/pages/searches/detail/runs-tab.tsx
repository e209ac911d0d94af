import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Age } from '@/components/age/age'
import { RunProgress } from '@/components/run/run-progress'
import { SourceBadge } from '@/components/source/source-badge'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { formatNumber } from '@/lib/money'
import { common } from '@/lib/words/common'
import { runs as t } from '@/lib/words/runs'
import { say } from '@/lib/words/say'
import { reasonOf } from '@/services/api/errors'
import { cancelRun, isRunning, runsQuery, type Run } from '@/services/runs'
import type { Search } from '@/services/searches'

const TONE: Partial<Record<Run['status'], Tone>> = {
  succeeded: 'good',
  partial: 'warn',
  failed: 'bad',
  running: 'accent',
}

const seconds = (run: Run) =>
  run.started_at && run.finished_at ? (Date.parse(run.finished_at) - Date.parse(run.started_at)) / 1000 : null

const Outcomes = ({ run }: { run: Run }) => (
  <ul className="grid gap-1">
    {run.marketplaces.map((outcome) => (
      <li
        key={outcome.marketplace}
        className="flex flex-wrap items-center gap-x-2 text-sm text-ink-soft figures"
      >
        <SourceBadge marketplace={outcome.marketplace} />
        {formatNumber(outcome.found)} {t.found.toLowerCase()}, {formatNumber(outcome.new)}{' '}
        {t.fresh.toLowerCase()}, {t.calls(outcome.calls)}
        {outcome.error && <span className="text-bad">{say(outcome.error)}</span>}
        {outcome.notes.map((note) => (
          <span key={say(note)}>{say(note)}</span>
        ))}
      </li>
    ))}
  </ul>
)

const RunRow = ({ run, onCancel }: { run: Run; onCancel: () => void }) => {
  const took = seconds(run)
  return (
    <li className="grid gap-2 border-b border-line py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={TONE[run.status]}>{t.status(run.status)}</Badge>
        <Age at={run.started_at ?? run.created_at} />
        <span className="text-ink-soft">{t.trigger(run.trigger)}</span>
        {took !== null && <span className="text-ink-soft">{t.took(took)}</span>}
        {isRunning(run) && (
          <Button size="sm" className="ml-auto" onClick={onCancel}>
            {t.cancel}
          </Button>
        )}
      </div>
      {run.error && <p className="text-sm text-bad">{say(run.error)}</p>}
      {isRunning(run) ? <RunProgress {...run} /> : <Outcomes run={run} />}
    </li>
  )
}

/** What was asked, when, and what came of it at each marketplace. */
export const RunsTab = ({ search }: { search: Search }) => {
  const list = useInfiniteQuery(runsQuery(search.id))
  const cancel = useMutation(cancelRun())
  if (list.isPending) return <LoadingRows />
  if (!list.data)
    return (
      <ErrorState title={t.failed} detail={say(reasonOf(list.error))} onRetry={() => void list.refetch()} />
    )
  const rows = list.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <EmptyState title={t.emptyTitle} hint={t.emptyHint} />
  return (
    <>
      <ol>
        {rows.map((run) => (
          <RunRow key={run.id} run={run} onCancel={() => cancel.mutate(run)} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button className="mt-3" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </>
  )
}
