import { useQuery } from '@tanstack/react-query'
import { PriceHistogram } from '@/components/charts/price-histogram'
import { SourceBadge } from '@/components/source/source-badge'
import { Skeleton } from '@/components/ui/skeleton'
import { useDebounced } from '@/hooks/ui/use-debounced'
import { formatNumber } from '@/lib/money'
import { say } from '@/lib/words/say'
import { searchForm as t } from '@/lib/words/searches'
import { previewQuery, type Preview as PreviewData, type Rules } from '@/services/searches'

/** What is left out for these is about something else: its price says nothing about the rules. */
const ELSEWHERE = new Set([
  'unrelated_to_query', 'another_record', 'another_pressing', 'not_a_record', 'several_records', 'no_longer_available',
]) // prettier-ignore

const pricesOf = ({ prices }: PreviewData) =>
  prices
    .filter(({ excluded_by: code }) => code === null || !ELSEWHERE.has(code))
    .map(({ amount, excluded_by: code }) => ({ amount: Number(amount), kept: code === null }))

const sum = (counts: [string, number][]) => counts.reduce((total, [, n]) => total + n, 0)

/** How many each rule leaves out; those about something else apart. */
const countsOf = ({ excluded }: PreviewData) => {
  const counts = Object.entries(excluded).sort(([, a], [, b]) => b - a)
  return {
    byRule: counts.filter(([code]) => !ELSEWHERE.has(code)),
    elsewhere: sum(counts.filter(([code]) => ELSEWHERE.has(code))),
  }
}

const Counts = ({ preview }: { preview: PreviewData }) => {
  const { byRule, elsewhere } = countsOf(preview)
  const rules = byRule.map(([code, n]) => `${say({ code }).toLowerCase()} (${formatNumber(n)})`).join(', ')
  return (
    <p className="text-xs text-ink-soft empty:hidden">
      {rules && `${t.previewOut}: ${rules}. `}
      {elsewhere > 0 && t.previewElsewhere(elsewhere)}
    </p>
  )
}

/** What the rules leave out tells more about them than what is about something else. */
const examplesOf = ({ first_excluded: items }: PreviewData) =>
  items.filter((item) => !ELSEWHERE.has(item.excluded_by?.code ?? '')).slice(0, 3)

const Examples = ({ preview }: { preview: PreviewData }) => (
  <ul className="grid gap-1">
    {examplesOf(preview).map((item) => (
      <li key={item.listing_id} className="flex items-baseline gap-2 text-xs">
        <SourceBadge marketplace={item.marketplace} />
        <span className="min-w-0">
          <span dir="auto" className="block truncate">
            {item.title}
          </span>
          {item.excluded_by && <span className="text-ink-soft">{say(item.excluded_by)}</span>}
        </span>
      </li>
    ))}
  </ul>
)

const Outcome = ({ preview }: { preview: PreviewData }) => {
  const prices = pricesOf(preview)
  if (preview.considered === countsOf(preview).elsewhere)
    return <p className="font-medium">{t.previewNone}</p>
  return (
    <>
      <p className="font-medium" role="status">
        {t.previewKept(preview.kept, preview.kept + sum(countsOf(preview).byRule))}
      </p>
      {prices.length > 1 && <PriceHistogram prices={prices} currency={preview.currency} />}
      <Counts preview={preview} />
      <Examples preview={preview} />
    </>
  )
}

/** What the rules would have done to the listings that are already stored. */
export const Preview = ({ rules, enabled }: { rules: Rules; enabled: boolean }) => {
  const settled = useDebounced(enabled ? JSON.stringify(rules) : '', 400)
  const preview = useQuery({ ...previewQuery(JSON.parse(settled || '{}') as Rules), enabled: settled !== '' })
  if (!settled) return null
  return (
    <section
      aria-label={t.previewTitle}
      className="grid min-h-20 content-start gap-2 rounded-md bg-sunken p-3 text-sm"
    >
      <h3 className="label-caps">{t.previewTitle}</h3>
      {preview.isPending && <Skeleton className="h-36 bg-line/60" />}
      {preview.isError && !preview.data && <p className="text-ink-soft">{t.previewFailed}</p>}
      {preview.data && <Outcome preview={preview.data} />}
    </section>
  )
}
