import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/toggles'
import { wantlist as t } from '@/lib/words/holdings'
import type { Selection } from './use-selection'

/** Select all, and what can be done with the selected. */
export const BulkBar = ({ selection, onEdit }: { selection: Selection; onEdit: () => void }) => {
  const { chosen, isAll, toggleAll, clear } = selection
  return (
    <div className="sticky top-0 z-10 flex min-h-11 flex-wrap items-center gap-2 border-b border-line bg-paper">
      <Checkbox
        label={t.selectAll}
        hideLabel={chosen.length > 0}
        checked={isAll ? true : chosen.length > 0 ? 'indeterminate' : false}
        onCheckedChange={toggleAll}
      />
      {chosen.length > 0 && (
        <>
          <span className="text-sm font-medium" role="status">
            {t.selected(chosen.length)}
          </span>
          <Button size="sm" onClick={onEdit}>
            {t.editRule}
          </Button>
          <Button size="sm" variant="ghost" onClick={clear}>
            {t.clear}
          </Button>
        </>
      )}
    </div>
  )
}
