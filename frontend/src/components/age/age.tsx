import { useNow } from '@/hooks/ui/use-now'
import { formatAge, formatDateTime } from '@/lib/dates'

/** How long ago (or how soon); the exact time on hover. */
export const Age = ({ at, className }: { at: string; className?: string }) => {
  const now = useNow()
  return (
    <time dateTime={at} title={formatDateTime(at)} className={className}>
      {formatAge(at, now)}
    </time>
  )
}
