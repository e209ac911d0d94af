import { Price } from '@/components/money/price'
import { deals as t } from '@/lib/words/deals'
import type { Deal } from '@/types/deal'
import { certaintyOf } from './certainty-of'

/** Goods + shipping + taxes = at your door. */
export const Arithmetic = ({ deal }: { deal: Deal }) => {
  const certainty = certaintyOf(deal)
  const rows = [
    [t.goods, deal.goods, 'exact'],
    [t.shipping, deal.shipping, certainty],
    [t.taxes, deal.taxes, certainty],
  ] as const
  return (
    <dl aria-label={t.arithmetic} className="grid content-start gap-1">
      {rows.map(([label, amount, certain]) => (
        <div key={label} className="flex justify-between gap-4">
          <dt className="text-ink-soft">{label}</dt>
          <dd>
            <Price money={amount} certainty={certain} />
          </dd>
        </div>
      ))}
      <div className="flex justify-between gap-4 border-t border-line pt-1 font-semibold">
        <dt>{t.landed}</dt>
        <dd>
          <Price money={deal.landed} certainty={certainty} />
        </dd>
      </div>
    </dl>
  )
}
