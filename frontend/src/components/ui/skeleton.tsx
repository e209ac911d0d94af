import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'
import { common } from '@/lib/words/common'

export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cn('block animate-pulse rounded-md bg-sunken', className)} />
)

/** A waiting view says so once to screen readers, and keeps the room its content will take. */
export const Loading = ({ children, className }: { children: ReactNode; className?: string }) => (
  <div role="status" className={className}>
    <span className="sr-only">{common.loading}</span>
    {children}
  </div>
)

export const LoadingRows = ({ rows = 6, className }: { rows?: number; className?: string }) => (
  <Loading className="grid gap-2">
    {Array.from({ length: rows }, (_, row) => (
      <Skeleton key={row} className={cn('h-16', className)} />
    ))}
  </Loading>
)
