import { cn } from '@/lib/cn'
import { levelOf, type Level } from '@/lib/score'
import { scores } from '@/lib/words/scores'

const LOOK: Record<Level, string> = {
  excellent: 'bg-accent text-on-accent',
  very_good: 'bg-accent-soft text-accent',
  good: 'bg-accent-soft text-accent',
  fair: 'bg-sunken text-ink',
  poor: 'bg-sunken text-ink-soft',
}

/** A deal's score: its number in a box, its level in a word. */
export const Score = ({
  value,
  compact,
  className,
}: {
  value: number | null | undefined
  compact?: boolean
  className?: string
}) => {
  if (value == null)
    return (
      <span className={cn('text-xs text-ink-soft', className)} title={scores.noneHint}>
        {scores.none}
      </span>
    )
  const rounded = Math.round(value)
  const level = levelOf(rounded)
  return (
    <span className={cn('inline-flex items-center gap-1.5', className)}>
      <span
        className={cn(
          'grid h-6 min-w-8 place-items-center rounded-sm px-1 text-sm font-semibold figures',
          LOOK[level],
        )}
      >
        <span className="sr-only">{scores.score} </span>
        {rounded}
      </span>
      <span className={compact ? 'sr-only' : 'text-xs whitespace-nowrap text-ink-soft'}>
        {scores.level(level)}
      </span>
    </span>
  )
}
