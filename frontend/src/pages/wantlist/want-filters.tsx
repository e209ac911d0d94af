import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { Checkbox } from '@/components/ui/toggles'
import { common } from '@/lib/words/common'
import { holdings, wantlist as t } from '@/lib/words/holdings'
import type { useWantFilters } from './use-want-filters'

const SORTS = ['newest', 'artist', 'title', 'year', 'tier']

type Props = Pick<ReturnType<typeof useWantFilters>, 'field' | 'values' | 'set'>

export const WantFilters = ({ field, values, set }: Props) => (
  <search className="mb-2 flex flex-wrap items-end gap-3">
    <Field label={holdings.find} className="grow basis-52">
      {(control) => (
        <Input {...control} type="search" data-filter placeholder={holdings.findHint} {...field} />
      )}
    </Field>
    <Field label={t.tier} className="grow basis-28 sm:max-w-40">
      {(control) => (
        <Select {...control} value={values.tier} onChange={(event) => set.tier(event.target.value)}>
          <option value="">{common.all}</option>
          {t.tiers.map((tier) => (
            <option key={tier} value={tier}>
              {t.tierOf(tier)}
            </option>
          ))}
        </Select>
      )}
    </Field>
    <Field label={t.source} className="grow basis-28 sm:max-w-40">
      {(control) => (
        <Select {...control} value={values.source} onChange={(event) => set.source(event.target.value)}>
          <option value="">{common.all}</option>
          {t.sources.map((source) => (
            <option key={source} value={source}>
              {t.sourceOf(source)}
            </option>
          ))}
        </Select>
      )}
    </Field>
    <Field label={holdings.sort} className="grow basis-28 sm:max-w-40">
      {(control) => (
        <Select {...control} value={values.sort} onChange={(event) => set.sort(event.target.value)}>
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {holdings.sortBy(sort)}
            </option>
          ))}
        </Select>
      )}
    </Field>
    <Checkbox
      className="h-9"
      label={t.onOffer}
      checked={values.offered === '1'}
      onCheckedChange={(checked) => set.offered(checked ? '1' : null)}
    />
  </search>
)
