import { cn } from '@/lib/cn'
import { marketplaceName } from '@/lib/words/marketplaces'

const MARK: Record<string, string> = {
  discogs: 'bg-ink text-paper',
  ebay: 'border-line-strong text-ink border bg-surface',
}

/** Which marketplace a row comes from; the two are never mixed up. */
export const SourceBadge = ({ marketplace, className }: { marketplace: string; className?: string }) => (
  <span
    className={cn(
      'inline-flex h-5 shrink-0 items-center rounded-sm px-1.5 text-xs font-semibold',
      MARK[marketplace] ?? 'bg-sunken',
      className,
    )}
  >
    {marketplaceName(marketplace)}
  </span>
)
