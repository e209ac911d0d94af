import type { ComponentProps } from 'react'
import { cn } from '@/lib/cn'

export const Card = ({ className, ...props }: ComponentProps<'div'>) => (
  <div className={cn('rounded-lg border border-line bg-surface', className)} {...props} />
)

/** A titled part of a page. */
interface SectionProps extends Omit<ComponentProps<'section'>, 'title'> {
  title: string
  aside?: React.ReactNode
  level?: 'h2' | 'h3'
}

export const Section = ({
  title,
  aside,
  level: Heading = 'h2',
  className,
  children,
  ...props
}: SectionProps) => (
  <section aria-label={title} className={cn('grid content-start gap-2', className)} {...props}>
    <div className="flex min-h-7 items-center justify-between gap-2">
      <Heading className="text-base font-semibold">{title}</Heading>
      {aside}
    </div>
    {children}
  </section>
)
