import * as z from 'zod/mini'
import { amountField, toAmount } from '@/lib/amounts'
import { searchForm as t } from '@/lib/words/searches'
import type { Rules, Search, SearchChanges, SearchInput } from '@/services/searches'

const trimmed = (isValid: (text: string) => boolean, message: string) =>
  z.string().check(
    z.trim(),
    z.refine((text) => text === '' || isValid(text), message),
  )

const isWhole = (text: string, least: number, most: number) =>
  /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most

const year = trimmed((text) => isWhole(text, 1880, 2100), t.notYear)
const count = trimmed((text) => isWhole(text, 0, 10_000_000), t.notCount)
const percent = trimmed((text) => /^\d{1,3}([.,]\d+)?$/.test(text) && decimal(text) <= 100, t.notPercent)

const fields = z.object({
  query: z.string().check(z.trim(), z.maxLength(200)),
  needsQuery: z.boolean(),
  name: z.string().check(z.trim(), z.maxLength(120)),
  platforms: z.array(z.string()),
  min_price: amountField,
  max_price: amountField,
  min_record_condition: z.string(),
  min_sleeve_condition: z.string(),
  countries: z.array(z.string()),
  regions: z.array(z.string()),
  formats: z.array(z.string()),
  year_from: year,
  year_to: year,
  exclude_words: z.string().check(z.maxLength(1200)),
  min_seller_rating: percent,
  min_seller_ratings: count,
  buying_options: z.array(z.string()),
  check_interval_hours: z.string(),
  first_run_quiet: z.boolean(),
})

export const schema = fields.check(
  z.refine((form) => !form.needsQuery || form.query.length >= 2, { path: ['query'], message: t.queryNeeded }),
  z.refine(
    (form) => !form.min_price || !form.max_price || decimal(form.min_price) <= decimal(form.max_price),
    {
      path: ['min_price'],
      message: t.minOverMax,
    },
  ),
  z.refine((form) => !form.year_from || !form.year_to || Number(form.year_from) <= Number(form.year_to), {
    path: ['year_from'],
    message: t.yearsBackwards,
  }),
)

export type SearchForm = z.infer<typeof schema>

function decimal(text: string): number {
  return Number(text.replace(',', '.'))
}

/** A place is a country ("DE") or a region ("europe"). */
const isCountry = (place: string) => /^[A-Z]{2}$/.test(place)

/** What the form shows at first: a new search, or an existing one. */
export const toForm = (search?: Search): SearchForm => ({
  query: search?.query ?? '',
  needsQuery: !search || search.kind === 'query',
  name: search?.name ?? '',
  platforms: search?.platforms ?? [],
  min_price: search?.min_price ?? '',
  max_price: search?.max_price ?? '',
  min_record_condition: search ? (search.min_record_condition ?? '') : 'vg',
  min_sleeve_condition: search?.min_sleeve_condition ?? '',
  countries: search?.seller_location_preference.filter(isCountry) ?? [],
  regions: search?.seller_location_preference.filter((place) => !isCountry(place)) ?? [],
  formats: search?.formats ?? [],
  year_from: search?.year_from?.toString() ?? '',
  year_to: search?.year_to?.toString() ?? '',
  exclude_words: search?.exclude_words.join(', ') ?? '',
  min_seller_rating: search?.min_seller_rating?.toString() ?? '',
  min_seller_ratings: search?.min_seller_ratings?.toString() ?? '',
  buying_options: search?.buying_options ?? [],
  check_interval_hours: String(search?.check_interval_hours ?? 24),
  first_run_quiet: search?.first_run_quiet ?? true,
})

const numberOrNull = (text: string): number | null => (text.trim() ? Number(text) : null)

/** The rules as the API takes them; what is empty demands nothing. */
export const toRules = (form: SearchForm): Omit<Rules, 'search_id' | 'query'> => ({
  min_price: toAmount(form.min_price),
  max_price: toAmount(form.max_price),
  min_record_condition: (form.min_record_condition || null) as Rules['min_record_condition'],
  min_sleeve_condition: (form.min_sleeve_condition || null) as Rules['min_sleeve_condition'],
  seller_location_preference: [...form.regions, ...form.countries],
  formats: form.formats as Rules['formats'],
  year_from: numberOrNull(form.year_from),
  year_to: numberOrNull(form.year_to),
  exclude_words: form.exclude_words.split(/[,\n]/).map((word) => word.trim()).filter(Boolean), // prettier-ignore
  min_seller_rating: toAmount(form.min_seller_rating),
  min_seller_ratings: numberOrNull(form.min_seller_ratings),
  buying_options: form.buying_options as Rules['buying_options'],
})

const common = (form: SearchForm) => ({
  ...toRules(form),
  name: form.name || form.query,
  platforms: form.platforms,
  check_interval_hours: Number(form.check_interval_hours),
  first_run_quiet: form.first_run_quiet,
})

/** A new search; a copy keeps the pressing or album its original is anchored to. */
export const toInput = (form: SearchForm, original?: Search): SearchInput => {
  const input = { ...common(form), is_active: true }
  if (original?.kind === 'release') return { ...input, kind: 'release', release_id: original.release_id }
  if (original?.kind === 'master') return { ...input, kind: 'master', master_id: original.master_id }
  return { ...input, kind: 'query', query: form.query }
}

export const toChanges = (form: SearchForm): SearchChanges => ({
  ...common(form),
  ...(form.needsQuery ? { query: form.query } : {}),
})
