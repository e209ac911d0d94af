import { SlidersHorizontal } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { Checkbox } from '@/components/ui/toggles'
import { useIsPhone } from '@/hooks/ui/use-media-query'
import { cn } from '@/lib/cn'
import { GRADES, gradeShort } from '@/lib/grade'
import { common } from '@/lib/words/common'
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
  <Field label={label} className={cn('min-w-32 grow basis-32 sm:max-w-44', folded && 'hidden')}>
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

export const ListingFilters = ({ values, set }: Filters) => {
  const [unfolded, setUnfolded] = useState(false)
  const folded = useIsPhone() && !unfolded
  const toggleWanted = useCallback(
    (checked: boolean | 'indeterminate') => set.wanted(checked === true ? '1' : null),
    [set],
  )
  return (
    <search aria-label={t.filters} className="mb-2 flex flex-wrap items-end gap-x-3 gap-y-2">
      <Button
        className="order-1 basis-full md:hidden"
        aria-expanded={unfolded}
        onClick={() => setUnfolded((before) => !before)}
      >
        <SlidersHorizontal aria-hidden />
        {t.filters}
      </Button>
      <Choice
        first
        label={t.sort}
        value={values.sort}
        onChange={set.sort}
        options={Object.entries(t.sortBy)}
      />
      <Choice
        folded={folded}
        label={t.platform}
        value={values.platform}
        onChange={set.platform}
        options={[any, ...platforms]}
      />
      <Choice
        folded={folded}
        label={t.grade}
        value={values.condition}
        onChange={set.condition}
        options={[any, ...grades]}
      />
      <Choice
        folded={folded}
        label={t.minScore}
        value={values.score}
        onChange={set.score}
        options={[any, ...levels]}
      />
      <Choice
        folded={folded}
        label={t.show}
        value={values.show}
        onChange={set.show}
        options={Object.entries(t.shown)}
      />
      <Checkbox
        className={cn('h-9', folded && 'hidden')}
        label={t.inWantlist}
        checked={values.wanted === '1'}
        onCheckedChange={toggleWanted}
      />
    </search>
  )
}
