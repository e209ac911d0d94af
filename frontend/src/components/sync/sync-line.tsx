import { Age } from '@/components/age/age'
import { SourceBadge } from '@/components/source/source-badge'
import { Progress } from '@/components/ui/progress'
import { holdings as t } from '@/lib/words/holdings'
import { say } from '@/lib/words/say'
import type { Reason } from '@/types/reason'

export interface SyncState {
  marketplace: string
  status: string
  synced_at: string | null
  count: number | null
  progress: { done: number; total: number | null }
  error: Reason | null
}

const isRunning = ({ status }: SyncState) => status === 'queued' || status === 'running'

/** How the reading of one account stands: done, under way, or failed with the old data kept. */
export const SyncLine = ({ sync }: { sync: SyncState }) => (
  <div className="grid gap-1 text-sm text-ink-soft" role="status">
    <span className="flex flex-wrap items-center gap-x-3">
      <SourceBadge marketplace={sync.marketplace} />
      {isRunning(sync) ? t.syncing : t.syncStatus(sync.status)}
      {isRunning(sync) && sync.progress.done > 0 && (
        <span>{t.syncProgress(sync.progress.done, sync.progress.total)}</span>
      )}
      {!isRunning(sync) && sync.synced_at && <Age at={sync.synced_at} />}
      {!isRunning(sync) && sync.count !== null && <span>{t.count(sync.count)}</span>}
      {sync.error && <span className="text-bad">{say(sync.error)}</span>}
    </span>
    {isRunning(sync) && (
      <Progress
        label={t.syncing}
        value={sync.progress.total ? (sync.progress.done / sync.progress.total) * 100 : null}
      />
    )}
  </div>
)
