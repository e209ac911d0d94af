import { Age } from '@/components/age/age'
import { Price } from '@/components/money/price'
import { Badge, type Tone } from '@/components/ui/badge'
import { baskets as t } from '@/lib/words/baskets'
import type { Basket } from '@/services/baskets'

type Check = NonNullable<Basket['check']>
type Change = Check['changes'][number]

const TONE: Record<Change['kind'], Tone> = {
  unchanged: 'plain',
  gone: 'bad',
  dearer: 'warn',
  cheaper: 'good',
  cheaper_elsewhere: 'warn',
}

/** The plan held against the market: what is gone, dearer or cheaper since. */
export const CheckResult = ({ basket, check }: { basket: Basket; check: Check }) => {
  const titles = new Map(
    basket.plans.flatMap((plan) =>
      plan.parcels.flatMap(({ items }) => items.map((item) => [item.listing_id, item.title])),
    ),
  )
  const changes = check.changes.filter(({ kind }) => kind !== 'unchanged')
  return (
    <section aria-label={t.checked} role="status" className="grid gap-2 rounded-lg bg-sunken p-3 text-sm">
      <p>
        <span className="font-medium">{check.still_good ? t.stillGood : t.notGood}</span>{' '}
        {basket.checked_at && (
          <span className="text-ink-soft">
            {t.checked} <Age at={basket.checked_at} />
          </span>
        )}
      </p>
      <ul className="grid gap-1">
        {changes.map((change) => (
          <li key={change.listing_id} className="flex flex-wrap items-baseline gap-x-3">
            <Badge tone={TONE[change.kind]}>{t.change(change.kind)}</Badge>
            <bdi className="min-w-0 grow break-words">{titles.get(change.listing_id)}</bdi>
            <span>
              <Price money={change.before} /> → {change.now ? <Price money={change.now} /> : '–'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
