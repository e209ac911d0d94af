import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/toggles'
import { selection as t } from '@/lib/words/selection'

interface SelectionBarProps {
  selection: { chosen: readonly unknown[]; isAll: boolean; toggleAll: () => void; clear: () => void }
  /** How many there are, said while none is ticked. */
  count?: ReactNode
  /** What can be done with those that are ticked. */
  children: ReactNode
}

/** Over a list: select all, and what can be done with the selected. */
export const SelectionBar = ({ selection, count, children }: SelectionBarProps) => {
  const { chosen, isAll, toggleAll, clear } = selection
  const some = chosen.length > 0
  return (
    <div className="sticky top-0 z-10 flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-paper py-1">
      <Checkbox
        label={t.all}
        hideLabel={some}
        checked={isAll ? true : some ? 'indeterminate' : false}
        onCheckedChange={toggleAll}
      />
      {some ? (
        <>
          <span className="text-sm font-medium" role="status">
            {t.selected(chosen.length)}
          </span>
          <Button size="sm" variant="ghost" className="max-md:ml-auto md:order-last" onClick={clear}>
            {t.clear}
          </Button>
          <div className="flex [scrollbar-width:none] gap-1 overflow-x-auto p-0.5 max-md:basis-full">
            {children}
          </div>
        </>
      ) : (
        count && <span className="ml-auto text-xs text-ink-soft">{count}</span>
      )}
    </div>
  )
}
