import { Link } from 'react-router'
import { Age } from '@/components/age/age'
import { RunProgress } from '@/components/run/run-progress'
import { Badge } from '@/components/ui/badge'
import { Progress } from '@/components/ui/progress'
import { Section } from '@/components/ui/section'
import { paths } from '@/lib/paths'
import { shownSearchName } from '@/lib/search-name'
import { holdings } from '@/lib/words/holdings'
import { marketplaceName } from '@/lib/words/marketplaces'
import { runs as words } from '@/lib/words/runs'
import { today as t } from '@/lib/words/today'
import type { Dashboard } from '@/services/dashboard'
import { isRunning } from '@/services/runs'

type Run = Dashboard['recent_runs'][number]
type Sync = Dashboard['syncs'][number]

const RunLine = ({ run }: { run: Run }) => (
  <li className="grid gap-1 text-sm">
    <span className="flex items-baseline justify-between gap-2">
      <Link to={paths.search(run.search_id)} dir="auto" className="min-w-0 truncate hover:underline">
        {shownSearchName(run.search_name)}
      </Link>
      <span className="flex shrink-0 items-center gap-2 text-xs text-ink-soft">
        {(run.status === 'failed' || run.status === 'partial') && (
          <Badge tone="warn">{words.status(run.status)}</Badge>
        )}
        <Age at={run.finished_at ?? run.started_at ?? run.created_at} />
      </span>
    </span>
    {isRunning(run) && <RunProgress {...run} />}
  </li>
)

const isReading = ({ status }: Sync) => status === 'queued' || status === 'running'

const SyncRow = ({ sync }: { sync: Sync }) => {
  const { done, total } = sync.progress
  return (
    <li className="grid gap-1 text-sm">
      <span className="flex items-baseline justify-between gap-2">
        <span>
          {t.synced(sync.kind)} ({marketplaceName(sync.marketplace)})
        </span>
        <span className="text-xs text-ink-soft figures">
          {isReading(sync) ? (
            holdings.syncProgress(done, total)
          ) : sync.synced_at ? (
            <Age at={sync.synced_at} />
          ) : (
            holdings.syncStatus(sync.status)
          )}
        </span>
      </span>
      {isReading(sync) && <Progress label={holdings.syncing} value={total ? (done / total) * 100 : null} />}
    </li>
  )
}

/** Runs and syncs: what is going on, and what was last done. */
export const UnderWay = ({ runs, syncs }: { runs: Run[]; syncs: Dashboard['syncs'] }) => {
  if (runs.length === 0 && syncs.length === 0) return null
  return (
    <Section title={runs.some(isRunning) || syncs.some(isReading) ? t.running : t.recent}>
      <ul className="grid gap-2">
        {runs.slice(0, 5).map((run) => (
          <RunLine key={run.id} run={run} />
        ))}
        {syncs.map((sync) => (
          <SyncRow key={`${sync.kind}-${sync.marketplace}`} sync={sync} />
        ))}
      </ul>
    </Section>
  )
}
