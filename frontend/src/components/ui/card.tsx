import { createContext, use, type ComponentProps, type ReactNode } from 'react'
import { cn } from '@/lib/cn'

export const Card = ({ className, ...props }: ComponentProps<'div'>) => (
  <div className={cn('rounded-lg border border-line bg-surface', className)} {...props} />
)

type Level = 'h2' | 'h3'

const LevelContext = createContext<Level>('h2')

/** The level of the headings within: parts of a sheet stand below its own title. */
export const Headings = ({ level, children }: { level: Level; children: ReactNode }) => (
  <LevelContext value={level}>{children}</LevelContext>
)

interface SectionProps extends Omit<ComponentProps<'section'>, 'title'> {
  title: string
  aside?: ReactNode
}
export const Section = ({ title, aside, className, children, ...props }: SectionProps) => {
  const Heading = use(LevelContext)
  return (
    <section aria-label={title} className={cn('grid content-start gap-2', className)} {...props}>
      <div className="flex min-h-7 items-center justify-between gap-2">
        <Heading className="text-base font-semibold">{title}</Heading>
        {aside}
      </div>
      {children}
    </section>
  )
}
