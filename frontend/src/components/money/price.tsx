import { cn } from '@/lib/cn'
import { formatMoney, formatMoneyRange } from '@/lib/money'
import { common } from '@/lib/words/common'
import type { Certainty, Money } from '@/types/money'

interface PriceProps {
  /** Null: nobody knows; it is said, and never drawn as zero. */
  money: Money | null | undefined
  certainty?: Certainty
  /** The range of an estimate, shown where the pointer rests on it. */
  low?: Money | null
  high?: Money | null
  /** The seller's own price, shown beside when its currency differs. */
  original?: Money | null
  className?: string
}

/** An amount of money: plain when exact, "≈" when estimated, a word when unknown. */
export const Price = ({ money, certainty = 'exact', low, high, original, className }: PriceProps) => {
  if (!money || certainty === 'unknown')
    return <span className={cn('text-ink-soft', className)}>{common.unknown}</span>
  const other = original && original.currency !== money.currency ? original : undefined
  return (
    <span
      className={cn('whitespace-nowrap figures', className)}
      onPointerEnter={(event) => {
        if (low && high && low.amount !== high.amount) event.currentTarget.title = formatMoneyRange(low, high)
      }}
    >
      {certainty === 'estimated' && (
        <>
          <span aria-hidden className="mr-0.5 text-ink-soft">
            ≈
          </span>
          <span className="sr-only">{common.estimated} </span>
        </>
      )}
      {formatMoney(money)}
      {other && <span className="ml-1 text-xs font-normal text-ink-soft">{formatMoney(other)}</span>}
    </span>
  )
}
