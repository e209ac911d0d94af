import type { ComponentProps } from 'react'
import { cn } from '@/lib/cn'

const control =
  'border-line-strong/60 bg-surface text-ink placeholder:text-ink-soft/80 aria-invalid:border-bad w-full min-w-0 rounded-md border px-2.5 text-base transition-colors hover:border-line-strong disabled:opacity-60 max-md:text-lg'

export const Input = ({ className, ...props }: ComponentProps<'input'>) => (
  <input className={cn(control, 'h-9 max-md:h-11', className)} {...props} />
)

export const Textarea = ({ className, ...props }: ComponentProps<'textarea'>) => (
  <textarea className={cn(control, 'min-h-24 py-2', className)} {...props} />
)

/** The platform's own select: on a phone nothing is easier to use. */
export const Select = ({ className, ...props }: ComponentProps<'select'>) => (
  <select className={cn(control, 'h-9 pr-7 max-md:h-11', className)} {...props} />
)
