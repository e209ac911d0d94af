import { X } from 'lucide-react'
import { useController } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { countries, countryName } from '@/lib/countries'
import { searchForm as t } from '@/lib/words/searches'
import type { SearchForm } from './schema'

/** Countries a parcel may come from, one by one. */
export const CountryChips = () => {
  const { field } = useController<SearchForm, 'countries'>({ name: 'countries' })
  return (
    <div className="grid gap-2">
      <Field label={t.countries}>
        {(control) => (
          <Select
            {...control}
            value=""
            onChange={(event) => field.onChange([...field.value, event.target.value])}
          >
            <option value="">{t.addCountry}</option>
            {countries()
              .filter(({ code }) => !field.value.includes(code))
              .map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {field.value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {field.value.map((code) => (
            <li key={code}>
              <button
                type="button"
                aria-label={t.removeCountry(countryName(code))}
                onClick={() => field.onChange(field.value.filter((other) => other !== code))}
                className="flex h-8 items-center gap-1 rounded-md bg-accent-soft px-2 text-sm text-accent"
              >
                {countryName(code)}
                <X className="size-3.5" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
