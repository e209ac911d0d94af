import { Price } from '@/components/money/price'
import { cn } from '@/lib/cn'
import { baskets as t } from '@/lib/words/baskets'
import type { Plan } from '@/services/baskets'

interface PlanTableProps {
  plans: Plan[]
  wishes: number
  chosen: string
  onChoose: (variant: string) => void
}

const proof = (plan: Plan): string =>
  [plan.gap > 0 ? t.gap(plan.gap) : t.optimal, plan.stopped_by_clock && t.stopped].filter(Boolean).join(', ')

const PlanCard = ({
  plan,
  wishes,
  isChosen,
  onChoose,
}: {
  plan: Plan
  wishes: number
  isChosen: boolean
  onChoose: () => void
}) => (
  <button
    type="button"
    aria-pressed={isChosen}
    onClick={onChoose}
    className={cn(
      'grid w-full content-start gap-0.5 rounded-lg border border-line bg-surface p-3 text-left hover:border-line-strong',
      isChosen && 'border-accent ring-1 ring-accent',
    )}
  >
    <span className={cn('text-sm font-medium', isChosen && 'text-accent')}>{t.variant(plan.variant)}</span>
    <Price
      money={plan.landed}
      certainty={plan.parcels.some(({ estimated }) => estimated) ? 'estimated' : 'exact'}
      className="text-xl font-semibold"
    />
    <span className="text-sm">{t.covered(plan.covered, wishes)}</span>
    <span className="text-sm">{t.parcels(plan.parcels.length)}</span>
    <span className="text-xs text-ink-soft">{proof(plan)}</span>
  </button>
)

/** The named plans side by side; choosing one shows its parcels. */
export const PlanTable = ({ plans, wishes, chosen, onChoose }: PlanTableProps) => (
  <ul aria-label={t.plans} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
    {plans.map((plan) => (
      <li key={plan.variant} className="flex">
        <PlanCard
          plan={plan}
          wishes={wishes}
          isChosen={plan.variant === chosen}
          onChoose={() => onChoose(plan.variant)}
        />
      </li>
    ))}
  </ul>
)
