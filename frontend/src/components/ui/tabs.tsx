import { Tabs as Primitive } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/lib/cn'

export const Tabs = Primitive.Root
export const TabPanel = ({ className, ...props }: ComponentProps<typeof Primitive.Content>) => (
  <Primitive.Content className={cn('pt-4 focus-visible:outline-offset-4', className)} {...props} />
)

export interface Tab {
  value: string
  label: string
  count?: ReactNode
}

export const TabList = ({ tabs, label }: { tabs: Tab[]; label: string }) => (
  <Primitive.List
    aria-label={label}
    className="flex [scrollbar-width:none] gap-4 overflow-x-auto border-b border-line"
  >
    {tabs.map(({ value, label, count }) => (
      <Primitive.Trigger
        key={value}
        value={value}
        className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent font-medium text-ink-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink max-md:h-11"
      >
        {label}
        {count != null && <span className="text-xs font-normal text-ink-soft figures">{count}</span>}
      </Primitive.Trigger>
    ))}
  </Primitive.List>
)
