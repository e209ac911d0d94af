import { Age } from '@/components/age/age'
import { Button } from '@/components/ui/button'
import { common } from '@/lib/words/common'
import { marketplaces } from '@/lib/words/marketplaces'

/** Stands in place of a figure that is too old to be shown. */
export const StaleNote = ({
  at,
  onRefresh,
  busy,
}: {
  at: string
  onRefresh?: () => void
  busy?: boolean
}) => (
  <span className="inline-flex items-baseline gap-1 text-xs text-ink-soft" title={marketplaces.staleHint}>
    <span>
      {marketplaces.lastSeen('')}
      <Age at={at} />
    </span>
    {onRefresh && (
      <>
        <span aria-hidden>·</span>
        <Button variant="link" size="inline" className="text-xs" onClick={onRefresh} busy={busy}>
          {common.refresh}
        </Button>
      </>
    )}
  </span>
)
