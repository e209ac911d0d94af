import { gradeShort } from '@/lib/grade'
import { isOwnSearch } from '@/lib/search-name'
import { formatMoney, money } from '@/lib/money'
import { marketplaceName } from '@/lib/words/marketplaces'
import { searches as t } from '@/lib/words/searches'
import type { Search } from '@/services/searches'

/** How often it runs: what was asked for, or more where the marketplaces' call budgets do not suffice. */
const interval = ({ check_interval_hours: asked, expected_interval_hours: expected }: Search): string =>
  expected > asked ? t.stretchedInterval(expected) : t.interval(asked)

/** The rules in as few words as they need. */
const parts = (search: Search): string[] => {
  const { max_price: most, currency } = search
  return [
    search.kind === 'query' && search.query !== search.name ? `“${search.query}”` : '',
    search.kind === 'query' || !isOwnSearch(search) ? '' : t.kind(search.kind),
    most && currency ? `≤ ${formatMoney(money(most, currency))}` : '',
    search.min_record_condition ? t.orBetter(gradeShort(search.min_record_condition)) : '',
    search.formats.map(t.format).join(', '),
    search.year_from || search.year_to ? `${search.year_from ?? '…'}–${search.year_to ?? '…'}` : '',
    search.seller_location_preference.map((place) => t.place(place)).join(', '),
    search.platforms.length === 1 ? search.platforms.map(marketplaceName).join('') : '',
    search.kind === 'imports' ? t.importsHint : interval(search),
  ].filter(Boolean)
}

export const RuleSummary = ({ search }: { search: Search }) => (
  <p className="text-sm text-ink-soft">{parts(search).join(' · ')}</p>
)
