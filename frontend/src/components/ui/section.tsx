import { createContext, useContext, type ComponentProps, type ReactNode } from 'react'
import { cn } from '@/lib/cn'

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

/** A titled part of a page. */
export const Section = ({ title, aside, className, children, ...props }: SectionProps) => {
  const level = useContext(LevelContext)
  const look = 'text-base font-semibold'
  return (
    <section
      aria-label={title}
      className={cn('grid grid-cols-[minmax(0,1fr)] content-start gap-2', className)}
      {...props}
    >
      <div className="flex min-h-7 items-center justify-between gap-2">
        {level === 'h2' ? <h2 className={look}>{title}</h2> : <h3 className={look}>{title}</h3>}
        {aside}
      </div>
      {children}
    </section>
  )
}
