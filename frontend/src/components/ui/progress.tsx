import { Progress as Primitive } from 'radix-ui'
import { cn } from '@/lib/cn'

/** `value` 0-100; null while nobody can say how far it is. */
export const Progress = ({
  value,
  label,
  className,
}: {
  value: number | null
  label: string
  className?: string
}) => (
  <Primitive.Root
    value={value}
    aria-label={label}
    className={cn('relative h-1.5 w-full overflow-hidden rounded-full bg-sunken', className)}
  >
    <Primitive.Indicator
      className={cn(
        'block h-full rounded-full bg-accent transition-[width] duration-300',
        value === null && 'w-1/3 animate-pulse',
      )}
      style={value === null ? undefined : { width: `${Math.min(100, Math.max(0, value))}%` }}
    />
  </Primitive.Root>
)
