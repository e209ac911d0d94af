import { useNow } from '@/hooks/ui/use-now'
import { formatAge, formatDateTime } from '@/lib/dates'

/** How long ago (or how soon); the exact time on hover. */
export const Age = ({ at, className }: { at: string; className?: string }) => {
  const now = useNow()
  return (
    <time
      dateTime={at}
      className={className}
      onPointerEnter={(event) => (event.currentTarget.title = formatDateTime(at))}
    >
      {formatAge(at, now)}
    </time>
  )
}
