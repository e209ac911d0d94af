import { SlidersHorizontal, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { useIsPhone } from '@/hooks/ui/use-media-query'
import { cn } from '@/lib/cn'
import { GRADES, gradeShort } from '@/lib/grade'
import { common } from '@/lib/words/common'
import { listing } from '@/lib/words/listing'
import { marketplaceName } from '@/lib/words/marketplaces'
import { searchPage as t } from '@/lib/words/search-page'
import type { useListingFilters } from './use-listing-filters'

type Filters = ReturnType<typeof useListingFilters>

interface ChoiceProps {
  label: string
  value: string
  onChange: (value: string) => void
  options: [value: string, label: string][]
  first?: boolean
  folded?: boolean
}

const Choice = ({ label, value, onChange, options, first, folded }: ChoiceProps) => (
  <Field label={label} className={cn('min-w-28 grow basis-28 sm:max-w-44', folded && 'hidden')}>
    {(control) => (
      <Select
        {...control}
        {...(first && { 'data-filter': true })}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </Select>
    )}
  </Field>
)

const any: [string, string] = ['', common.any]
const platforms = ['discogs', 'ebay'].map((id): [string, string] => [id, marketplaceName(id)])
const grades = GRADES.slice(0, 6).map((grade): [string, string] => [grade, gradeShort(grade)])
const levels = [90, 80, 70, 60].map((score): [string, string] => [String(score), `${score} +`])
const marks = ['saved', 'bought', 'dismissed'].map((mark): [string, string] => [mark, listing.mark(mark)])

/** A filter that came with a link from elsewhere; it can only be taken away. */
const Chip = ({ label, onRemove }: { label: string; onRemove: () => void }) => (
  <Button size="sm" className="bg-accent-soft text-accent" onClick={onRemove}>
    {label}
    <X aria-label={common.remove} />
  </Button>
)

const Chips = ({ values, set, isNarrowed, clear }: Omit<Filters, 'filters'>) => (
  <div className="mb-2 flex flex-wrap gap-2 empty:hidden">
    {values.record && <Chip label={t.oneRecord} onRemove={() => set.record(null)} />}
    {values.seller && <Chip label={t.oneSeller} onRemove={() => set.seller(null)} />}
    {isNarrowed && (
      <Button size="sm" variant="ghost" onClick={clear}>
        {t.clear}
      </Button>
    )}
  </div>
)

export const ListingFilters = ({ values, set, isNarrowed, clear }: Omit<Filters, 'filters'>) => {
  const [unfolded, setUnfolded] = useState(false)
  const folded = useIsPhone() && !unfolded
  const select = (label: string, name: keyof typeof values, options: [string, string][]) => (
    <Choice
      folded={folded && name !== 'sort'}
      first={name === 'sort'}
      label={label}
      value={values[name]}
      onChange={set[name]}
      options={options}
    />
  )
  return (
    <>
      <search aria-label={t.filters} className="mb-2 flex flex-wrap items-end gap-x-3 gap-y-2">
        <Button
          className="order-1 basis-full md:hidden"
          aria-expanded={unfolded}
          onClick={() => setUnfolded((before) => !before)}
        >
          <SlidersHorizontal aria-hidden />
          {t.filters}
        </Button>
        {select(t.sort, 'sort', Object.entries(t.sortBy))}
        {select(t.show, 'show', Object.entries(t.shown))}
        {select(t.platform, 'platform', [any, ...platforms])}
        {select(t.grade, 'condition', [any, ...grades])}
        {select(t.minScore, 'score', [any, ...levels])}
        {select(t.marked, 'mark', [any, ...marks])}
        {select(t.inCollection, 'owned', [any, ...Object.entries(t.yesNo)])}
        {select(t.inWantlist, 'wanted', [any, ...Object.entries(t.yesNo)])}
      </search>
      <Chips values={values} set={set} isNarrowed={isNarrowed} clear={clear} />
    </>
  )
}
