import { useQuery } from '@tanstack/react-query'
import { Age } from '@/components/age/age'
import { SourceBadge } from '@/components/source/source-badge'
import { ErrorState } from '@/components/states/states'
import { Progress } from '@/components/ui/progress'
import { Skeleton } from '@/components/ui/skeleton'
import { admin as t } from '@/lib/words/admin'
import { say } from '@/lib/words/say'
import { budgetsQuery, type Budget } from '@/services/admin'
import { reasonOf } from '@/services/api/errors'

const waiting = ({ waiting: by }: Budget) => Object.values(by).reduce((sum, n) => sum + n, 0)

const BudgetRow = ({ budget }: { budget: Budget }) => (
  <li className="grid gap-2 rounded-lg border border-line bg-surface p-4">
    <p className="flex flex-wrap items-center gap-2 text-sm">
      <SourceBadge marketplace={budget.marketplace} />
      <span className="figures">{t.budgetLine(budget.used, budget.limit, budget.window_seconds)}</span>
      {budget.resets_at && (
        <span className="text-xs text-ink-soft">
          {t.resets} <Age at={budget.resets_at} />
        </span>
      )}
      {waiting(budget) > 0 && <span className="text-xs text-ink-soft">{t.waiting(waiting(budget))}</span>}
    </p>
    <Progress
      value={(budget.used / Math.max(1, budget.limit)) * 100}
      label={`${t.budgets}: ${budget.label}`}
    />
    {budget.misfits > 0 && <p className="text-sm text-bad">{t.misfits(budget.misfits)}</p>}
    {budget.breaker_open_until && (
      <p className="text-sm text-bad">
        {t.breaker} <Age at={budget.breaker_open_until} />
      </p>
    )}
  </li>
)

/** Calls used and left at each marketplace. */
export const Budgets = () => {
  const { data, isPending, error, refetch } = useQuery(budgetsQuery())
  if (isPending) return <Skeleton className="h-24" />
  if (!data)
    return <ErrorState title={t.loadFailed} detail={say(reasonOf(error))} onRetry={() => void refetch()} />
  return (
    <ul className="grid gap-4 lg:grid-cols-2">
      {data.items.map((budget) => (
        <BudgetRow key={budget.marketplace} budget={budget} />
      ))}
    </ul>
  )
}
