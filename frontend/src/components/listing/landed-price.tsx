import { Price } from '@/components/money/price'
import { StaleNote } from '@/components/states/stale-note'
import { cn } from '@/lib/cn'
import { listing as t } from '@/lib/words/listing'
import type { Certainty, Money } from '@/types/money'

export interface Landed {
  total: Money | null
  low: Money
  high: Money | null
  certain: Certainty
  is_lower_bound: boolean
}

interface LandedPriceProps {
  landed: Landed | null
  /** The seller's own price, for where the price at the door is not known. */
  price: Money | null
  /** Set when the figures are too old to be shown: when they were read. */
  staleSince?: string | null
  onRefresh?: () => void
  className?: string
}

/** The price at the door in one word: exact, "≈", or "from" when a part is unknown. */
export const LandedPrice = ({ landed, price, staleSince, onRefresh, className }: LandedPriceProps) => {
  if (staleSince) return <StaleNote at={staleSince} onRefresh={onRefresh} />
  if (!landed) return <Price money={price} className={className} />
  const complete = landed.total !== null && !landed.is_lower_bound
  return (
    <span className={cn('font-semibold', className)}>
      {!complete && <span className="mr-1 text-xs font-normal text-ink-soft">{t.landedFrom}</span>}
      <Price
        money={complete ? landed.total : landed.low}
        certainty={landed.certain === 'unknown' ? 'estimated' : landed.certain}
        low={landed.low}
        high={landed.high}
      />
    </span>
  )
}
