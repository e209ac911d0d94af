import { gradeShort } from '@/lib/grade'
import { formatMoney } from '@/lib/money'
import { baskets as t } from '@/lib/words/baskets'
import { marketplaceName } from '@/lib/words/marketplaces'
import type { Money } from '@/types/money'

export interface BasketParcel {
  seller_name: string | null
  marketplace: string
  landed: Money
  items: { title: string; url: string; media_grade: string | null; price: Money }[]
}

/** A plan as plain text, for a message or a notebook. */
export const basketText = (parcels: readonly BasketParcel[], landed: Money): string => {
  const blocks = parcels.map((parcel) =>
    [
      `${t.parcelFrom(parcel.seller_name ?? t.someone)} (${marketplaceName(parcel.marketplace)}), ${formatMoney(parcel.landed)}`,
      ...parcel.items.map(
        ({ title, url, media_grade: grade, price }) =>
          `- ${title}${grade ? `, ${gradeShort(grade)}` : ''}, ${formatMoney(price)}\n  ${url}`,
      ),
    ].join('\n'),
  )
  return [...blocks, `${t.landed}: ${formatMoney(landed)}`].join('\n\n')
}
