import { CircleAlert, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/cn'
import { common } from '@/lib/words/common'

interface EmptyProps {
  title: string
  /** What to do next. */
  hint?: ReactNode
  action?: ReactNode
  className?: string
}

/** Nothing here yet, and what to do about it. */
export const EmptyState = ({ title, hint, action, className }: EmptyProps) => (
  <div
    className={cn(
      'grid justify-items-center gap-1 rounded-lg border border-dashed border-line px-4 py-10 text-center',
      className,
    )}
  >
    <p className="font-medium">{title}</p>
    {hint && <p className="max-w-md text-sm text-pretty text-ink-soft">{hint}</p>}
    {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
  </div>
)

interface ErrorProps {
  title: string
  detail?: ReactNode
  onRetry?: () => void
  className?: string
}

/** What failed and a way to try again; the rest of the page stays. */
export const ErrorState = ({ title, detail, onRetry, className }: ErrorProps) => (
  <div
    role="alert"
    className={cn(
      'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-bad-soft p-3',
      className,
    )}
  >
    <CircleAlert className="size-5 shrink-0 text-bad" aria-hidden />
    <div className="min-w-40 grow">
      <p className="font-medium">{title}</p>
      {detail && <p className="text-sm text-ink-soft">{detail}</p>}
    </div>
    {onRetry && (
      <Button size="sm" onClick={onRetry}>
        <RotateCw aria-hidden />
        {common.retry}
      </Button>
    )}
  </div>
)

/** A quiet line above something that still shows, but may be behind. */
export const Note = ({
  children,
  tone = 'warn',
}: {
  children: ReactNode
  tone?: 'warn' | 'plain' | 'bad'
}) => (
  <p
    role="status"
    className={cn(
      'flex flex-wrap items-center gap-x-2 rounded-md px-3 py-2 text-sm',
      tone === 'warn' && 'bg-warn-soft text-warn',
      tone === 'bad' && 'bg-bad-soft text-bad',
      tone === 'plain' && 'bg-sunken text-ink-soft',
    )}
  >
    {children}
  </p>
)
