import { Controller, useFormContext } from 'react-hook-form'
import { Choices } from '@/components/ui/choices'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { Checkbox } from '@/components/ui/toggles'
import { useUser } from '@/hooks/use-auth'
import { gradeLong, GRADES, gradeShort } from '@/lib/grade'
import { common } from '@/lib/words/common'
import { marketplaceName } from '@/lib/words/marketplaces'
import { searchForm as t, searches } from '@/lib/words/searches'
import { CountryChips } from './country-chips'
import type { SearchForm } from './schema'

const options = (values: string[], label: (value: string) => string) =>
  values.map((value) => ({ value, label: label(value) }))

type ListName = 'platforms' | 'formats' | 'regions' | 'buying_options'

const ListField = ({
  name,
  label,
  values,
  words,
}: {
  name: ListName
  label: string
  values: string[]
  words: (v: string) => string
}) => (
  <Controller<SearchForm, ListName>
    name={name}
    render={({ field }) => (
      <Choices label={label} options={options(values, words)} value={field.value} onChange={field.onChange} />
    )}
  />
)

const GradeSelect = ({
  name,
  label,
}: {
  name: 'min_record_condition' | 'min_sleeve_condition'
  label: string
}) => {
  const { register } = useFormContext<SearchForm>()
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} {...register(name)}>
          <option value="">{common.any}</option>
          {GRADES.map((grade) => (
            <option key={grade} value={grade}>
              {gradeShort(grade)} · {gradeLong(grade)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

type TextName = 'min_price' | 'year_from' | 'year_to' | 'min_seller_rating' | 'min_seller_ratings'

const TextField = ({ name, label }: { name: TextName; label: string }) => {
  const { register, formState } = useFormContext<SearchForm>()
  return (
    <Field label={label} error={formState.errors[name]?.message}>
      {(control) => <Input {...control} inputMode="decimal" {...register(name)} />}
    </Field>
  )
}

/** What every search needs. */
export const MainFields = ({ hasQuery }: { hasQuery: boolean }) => {
  const { register, formState } = useFormContext<SearchForm>()
  const { currency } = useUser()
  const { errors } = formState
  return (
    <>
      {hasQuery && (
        <Field label={t.query} hint={t.queryHint} error={errors.query?.message}>
          {(control) => <Input {...control} autoFocus placeholder={t.queryExample} {...register('query')} />}
        </Field>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t.maxPrice} hint={t.maxPriceHint(currency)} error={errors.max_price?.message}>
          {(control) => <Input {...control} inputMode="decimal" {...register('max_price')} />}
        </Field>
        <Field label={t.interval}>
          {(control) => (
            <Select {...control} {...register('check_interval_hours')}>
              {searches.intervals.map((hours) => (
                <option key={hours} value={hours}>
                  {searches.interval(hours)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <GradeSelect name="min_record_condition" label={t.minRecord} />
        <GradeSelect name="min_sleeve_condition" label={t.minSleeve} />
      </div>
    </>
  )
}

const FOLDED = [
  'name',
  'min_price',
  'year_from',
  'year_to',
  'exclude_words',
  'min_seller_rating',
  'min_seller_ratings',
] as const

/** What refines it; folded until wanted, or until something in it needs mending. */
export const MoreFields = () => {
  const { register, formState } = useFormContext<SearchForm>()
  const { errors } = formState
  const hidesError = FOLDED.some((name) => errors[name])
  return (
    <details
      {...(hidesError && { open: true })}
      className="group rounded-md border border-line px-3 open:pb-3"
    >
      <summary className="py-2 text-sm font-medium">{t.more}</summary>
      <div className="grid gap-4 pt-1">
        <Field label={t.name} hint={t.nameHint} error={errors.name?.message}>
          {(control) => <Input {...control} {...register('name')} />}
        </Field>
        <ListField
          name="platforms"
          label={t.platforms}
          values={['discogs', 'ebay']}
          words={marketplaceName}
        />
        <ListField name="formats" label={t.formats} values={searches.formats} words={searches.format} />
        <ListField name="regions" label={t.from} values={searches.regions} words={searches.region} />
        <CountryChips />
        <div className="grid grid-cols-2 items-start gap-4">
          <TextField name="year_from" label={t.yearFrom} />
          <TextField name="year_to" label={t.yearTo} />
          <TextField name="min_seller_rating" label={t.rating} />
          <TextField name="min_seller_ratings" label={t.ratings} />
          <TextField name="min_price" label={t.minPrice} />
        </div>
        <Field label={t.exclude} hint={t.excludeHint} error={errors.exclude_words?.message}>
          {(control) => <Input {...control} {...register('exclude_words')} />}
        </Field>
        <ListField
          name="buying_options"
          label={t.buying}
          values={searches.buyingOptions}
          words={searches.buying}
        />
        <Controller<SearchForm, 'first_run_quiet'>
          name="first_run_quiet"
          render={({ field }) => (
            <Checkbox
              label={t.quiet}
              checked={field.value}
              onCheckedChange={(checked) => field.onChange(checked === true)}
            />
          )}
        />
      </div>
    </details>
  )
}
