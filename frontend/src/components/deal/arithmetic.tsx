import { Price } from '@/components/money/price'
import { deals as t } from '@/lib/words/deals'
import type { Deal } from '@/types/deal'

/** Goods + shipping + taxes = at your door. */
export const Arithmetic = ({ deal }: { deal: Deal }) => {
  const rows = [
    [t.goods, deal.goods],
    [t.shipping, deal.shipping],
    [t.taxes, deal.taxes],
  ] as const
  return (
    <dl aria-label={t.arithmetic} className="grid content-start gap-1">
      {rows.map(([label, amount]) => (
        <div key={label} className="flex justify-between gap-4">
          <dt className="text-ink-soft">{label}</dt>
          <dd>
            <Price money={amount} />
          </dd>
        </div>
      ))}
      <div className="flex justify-between gap-4 border-t border-line pt-1 font-semibold">
        <dt>{t.landed}</dt>
        <dd>
          <Price money={deal.landed} />
        </dd>
      </div>
    </dl>
  )
}
