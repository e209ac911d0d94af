import { useQuery } from '@tanstack/react-query'
import { Age } from '@/components/age/age'
import { formatMoneyRange, formatMoneyRough, money } from '@/lib/money'
import { collection as t } from '@/lib/words/holdings'
import { collectionValueQuery } from '@/services/collection'

/** What the collection is worth, as a range. */
export const Worth = () => {
  const { data } = useQuery(collectionValueQuery())
  if (!data || data.length === 0) return null
  return data.map(({ marketplace, minimum, median, maximum, currency, fetched_at: at }) => (
    <p key={marketplace} className="mb-4 flex flex-wrap items-baseline gap-x-2">
      <span className="text-xl font-semibold figures">
        {formatMoneyRange(money(minimum, currency), money(maximum, currency))}
      </span>
      <span className="text-sm text-ink-soft">
        {t.median} ≈ {formatMoneyRough(money(median, currency))} · {t.value}
        {at && (
          <>
            , {t.asOf} <Age at={at} />
          </>
        )}
      </span>
    </p>
  ))
}
