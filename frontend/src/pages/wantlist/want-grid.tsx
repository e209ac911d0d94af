import { CoverGrid, CoverTile } from '@/components/cover-grid/cover-grid'
import { RowButton } from '@/components/ui/row-button'
import { Checkbox } from '@/components/ui/toggles'
import { paths } from '@/lib/paths'
import { wantlist as t } from '@/lib/words/holdings'
import { selection } from '@/lib/words/selection'
import type { Want } from '@/services/wantlist'
import { WantLimits } from './want-limits'
import { WantOffers } from './want-offers'

interface WantGridProps {
  wants: Want[]
  isSelected: (id: string) => boolean
  onSelect: (id: string) => void
  onEdit: (want: Want) => void
}

const WantTile = ({ want, isSelected, onSelect, onEdit }: Omit<WantGridProps, 'wants'> & { want: Want }) => (
  <CoverTile
    title={want.title}
    artist={[want.artist, want.release?.year].filter(Boolean).join(' · ')}
    src={want.release?.image_url}
    thumb={want.release?.thumb_url}
    to={want.release && paths.release(want.release.id)}
    over={
      <>
        <Checkbox
          className="size-8 justify-center gap-0 rounded-md bg-paper/90 max-md:size-9"
          label={selection.one(want.title)}
          hideLabel
          checked={isSelected(want.id)}
          onCheckedChange={() => onSelect(want.id)}
        />
        <span className="rounded-md bg-paper/90">
          <RowButton
            icon="edit"
            label={t.editRuleFor(want.title)}
            title={t.editRule}
            onClick={() => onEdit(want)}
          />
        </span>
      </>
    }
  >
    <WantOffers want={want} />
    <p className="mt-0.5 flex flex-wrap gap-1 empty:hidden">
      <WantLimits rule={want.rule} />
    </p>
  </CoverTile>
)

/** What is wanted, as covers; a rule is changed in its sheet. */
export const WantGrid = ({ wants, ...choice }: WantGridProps) => (
  <CoverGrid label={t.title}>
    {wants.map((want) => (
      <WantTile key={want.id} want={want} {...choice} />
    ))}
  </CoverGrid>
)
