import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'

/** One line across the top, for what is true of the whole app. */
export const Banner = ({ tone, children }: { tone: 'accent' | 'warn'; children: ReactNode }) => (
  <div
    role="status"
    className={cn(
      'flex min-h-8 flex-wrap items-center justify-center gap-x-2 px-4 py-1 text-center text-sm',
      tone === 'accent' ? 'bg-accent-soft text-accent' : 'bg-warn-soft text-warn',
    )}
  >
    {children}
  </div>
)
