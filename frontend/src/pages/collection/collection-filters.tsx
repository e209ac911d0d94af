import { useQuery } from '@tanstack/react-query'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { Checkbox } from '@/components/ui/toggles'
import { collection as t, holdings } from '@/lib/words/holdings'
import { collectionQuery } from '@/services/collection'
import type { useCollectionFilters } from './use-collection-filters'

const SORTS = ['newest', 'artist', 'title', 'year']

type Props = Pick<ReturnType<typeof useCollectionFilters>, 'field' | 'values' | 'set'>

export const CollectionFilters = ({ field, values, set }: Props) => {
  const folders = useQuery(collectionQuery()).data?.folders ?? []
  return (
    <search className="mb-4 flex flex-wrap items-end gap-3">
      <Field label={holdings.find} className="grow basis-52">
        {(control) => (
          <Input {...control} type="search" data-filter placeholder={holdings.findHint} {...field} />
        )}
      </Field>
      {folders.length > 1 && (
        <Field label={t.folder} className="grow basis-28 sm:max-w-48">
          {(control) => (
            <Select {...control} value={values.folder} onChange={(event) => set.folder(event.target.value)}>
              <option value="">{t.allFolders}</option>
              {folders.map((folder) => (
                <option key={folder}>{folder}</option>
              ))}
            </Select>
          )}
        </Field>
      )}
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
        label={t.duplicates}
        checked={values.duplicates === '1'}
        onCheckedChange={(checked) => set.duplicates(checked === true ? '1' : null)}
      />
    </search>
  )
}
