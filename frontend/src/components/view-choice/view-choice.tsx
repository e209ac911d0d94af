import { LayoutGrid, List } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { holdings as t } from '@/lib/words/holdings'
import type { View } from '@/types/view'

const OTHER: Record<View, View> = { grid: 'table', table: 'grid' }

/** Covers or a list: one button that leads to the other. */
export const ViewChoice = ({ view, onChange }: { view: View; onChange: (view: View) => void }) => {
  const other = OTHER[view]
  return (
    <Button
      size="icon"
      aria-label={`${t.view}: ${t.viewOf(other)}`}
      title={t.viewOf(other)}
      onClick={() => onChange(other)}
    >
      {other === 'grid' ? <LayoutGrid aria-hidden /> : <List aria-hidden />}
    </Button>
  )
}
