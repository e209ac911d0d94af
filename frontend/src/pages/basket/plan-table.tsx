import { Price } from '@/components/money/price'
import { cn } from '@/lib/cn'
import { formatMoney, money } from '@/lib/money'
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

/** What a plan costs more than the cheapest one; nothing when it does not. */
const dearer = ({ landed }: Plan, cheapest: Plan | undefined): string => {
  const more = cheapest?.landed.currency === landed.currency ? difference(landed, cheapest.landed) : 0
  return more > 0 ? t.dearer(formatMoney(money(more, landed.currency))) : ''
}

const difference = (one: Plan['landed'], other: Plan['landed']) => Number(one.amount) - Number(other.amount)

interface PlanCardProps {
  plan: Plan
  cheapest: Plan | undefined
  wishes: number
  isChosen: boolean
  onChoose: () => void
}

const PlanCard = ({ plan, cheapest, wishes, isChosen, onChoose }: PlanCardProps) => (
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
    <span className="text-xs text-ink-soft empty:hidden">{dearer(plan, cheapest)}</span>
    <span className="text-sm">{t.covered(plan.covered, wishes)}</span>
    <span className="text-sm">{t.parcels(plan.parcels.length)}</span>
    <span className="mt-1 text-xs text-pretty text-ink-soft">{t.aim(plan.variant)}</span>
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
          cheapest={plans.find(({ variant }) => variant === 'cheapest')}
          wishes={wishes}
          isChosen={plan.variant === chosen}
          onChoose={() => onChoose(plan.variant)}
        />
      </li>
    ))}
  </ul>
)
