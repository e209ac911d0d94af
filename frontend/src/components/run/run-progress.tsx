import { SourceBadge } from '@/components/source/source-badge'
import { Progress } from '@/components/ui/progress'
import { formatNumber } from '@/lib/money'
import { runs as t } from '@/lib/words/runs'

interface RunProgressProps {
  stage: string
  progress: number
  plan: { calls: number; seconds: number } | null
  marketplaces: { marketplace: string; status: string; found: number }[]
}

/** How far an unfinished run is, and what each marketplace has given so far. */
export const RunProgress = ({ stage, progress, plan, marketplaces }: RunProgressProps) => (
  <div className="grid gap-1.5">
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
      <span role="status">{t.stage(stage)}…</span>
      <span className="text-xs text-ink-soft">{plan && t.plan(plan.calls, plan.seconds)}</span>
    </div>
    <Progress value={stage === 'queued' ? null : progress} label={t.progress} />
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {marketplaces.map(({ marketplace, status, found }) => (
        <li key={marketplace} className="flex items-center gap-1.5 text-xs text-ink-soft figures">
          <SourceBadge marketplace={marketplace} />
          {found > 0 ? formatNumber(found) : t.status(status)}
        </li>
      ))}
    </ul>
  </div>
)
