import { Link } from 'react-router'
import { Age } from '@/components/age/age'
import { RunProgress } from '@/components/run/run-progress'
import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/section'
import { paths } from '@/lib/paths'
import { shownSearchName } from '@/lib/search-name'
import { marketplaceName } from '@/lib/words/marketplaces'
import { runs as words } from '@/lib/words/runs'
import { today as t } from '@/lib/words/today'
import type { Dashboard } from '@/services/dashboard'
import { isRunning } from '@/services/runs'

type Run = Dashboard['recent_runs'][number]

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

/** Runs and syncs: what is going on, and what was last done. */
export const UnderWay = ({ runs, syncs }: { runs: Run[]; syncs: Dashboard['syncs'] }) => {
  if (runs.length === 0 && syncs.length === 0) return null
  return (
    <Section title={runs.some(isRunning) ? t.running : t.recent}>
      <ul className="grid gap-2">
        {runs.slice(0, 5).map((run) => (
          <RunLine key={run.id} run={run} />
        ))}
        {syncs.map((sync) => (
          <li
            key={`${sync.kind}-${sync.marketplace}`}
            className="flex items-baseline justify-between gap-2 text-sm"
          >
            <span>
              {t.synced(sync.kind)} ({marketplaceName(sync.marketplace)})
            </span>
            <span className="text-xs text-ink-soft">
              {sync.synced_at ? <Age at={sync.synced_at} /> : words.status(sync.status)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
