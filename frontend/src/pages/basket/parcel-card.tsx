import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { Cover } from '@/components/cover/cover'
import { Grade } from '@/components/grade/grade'
import { ListingLink } from '@/components/listing-link/listing-link'
import { Price } from '@/components/money/price'
import { SourceBadge } from '@/components/source/source-badge'
import { Button } from '@/components/ui/button'
import { paths } from '@/lib/paths'
import { baskets as t } from '@/lib/words/baskets'
import { common } from '@/lib/words/common'
import { marketplaces } from '@/lib/words/marketplaces'
import type { Parcel } from '@/services/baskets'
import { TopUpList } from './top-up-list'

type Item = Parcel['items'][number]

const Title = ({ item }: { item: Item }) =>
  item.result_id ? (
    <ListingLink data-row resultId={item.result_id} className="hover:underline">
      <bdi>{item.title}</bdi>
    </ListingLink>
  ) : (
    <bdi>{item.title}</bdi>
  )

const ItemRow = ({ item }: { item: Item }) => (
  <li className="flex items-center gap-3 border-t border-line py-2 text-sm">
    <Cover src={item.image_url} size={40} />
    <span className="min-w-0 grow">
      <span className="line-clamp-2 break-words">
        <Title item={item} />
      </span>
      <Grade media={item.media_grade} sleeve={item.sleeve_grade} />
    </span>
    <Price money={item.price} />
    <Button asChild variant="ghost" size="icon">
      <a
        href={item.url}
        target="_blank"
        rel="noreferrer"
        aria-label={`${marketplaces.open(item.marketplace)}: ${item.title} ${common.opensNew}`}
      >
        <ExternalLink aria-hidden />
      </a>
    </Button>
  </li>
)

const Sum = ({ parcel }: { parcel: Parcel }) => {
  const certainty = parcel.estimated ? 'estimated' : 'exact'
  const isTaxed = Number(parcel.taxes.amount) !== 0 // nothing due is nothing, however the parcel is sent
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 border-t border-line pt-2 text-sm">
      <div className="flex gap-2">
        <dt className="text-ink-soft">{t.goods}</dt>
        <dd>
          <Price money={parcel.goods} />
        </dd>
      </div>
      <div className="flex gap-2">
        <dt className="text-ink-soft">{t.shipping}</dt>
        <dd>
          <Price money={parcel.shipping} certainty={certainty} />
        </dd>
      </div>
      <div className="flex gap-2">
        <dt className="text-ink-soft">{t.taxes}</dt>
        <dd>
          <Price money={parcel.taxes} certainty={isTaxed ? certainty : 'exact'} />
        </dd>
      </div>
    </dl>
  )
}

/** What one seller sends, with its sum, and what else could go in. */
export const ParcelCard = ({ parcel }: { parcel: Parcel }) => {
  const [isToppingUp, setToppingUp] = useState(false)
  const name = parcel.seller_name ?? t.someone
  const resultIds = parcel.items.flatMap(({ result_id: id }) => id ?? [])
  return (
    <article
      aria-label={t.parcelFrom(name)}
      className="grid gap-2 rounded-lg border border-line bg-surface p-3 sm:p-4"
    >
      <header className="flex flex-wrap items-center gap-2">
        <SourceBadge marketplace={parcel.marketplace} />
        <h3 className="grow font-semibold">
          {parcel.seller_id ? (
            <Link to={paths.seller(parcel.seller_id)} className="hover:underline">
              {name}
            </Link>
          ) : (
            name
          )}
        </h3>
        <Price
          money={parcel.landed}
          certainty={parcel.estimated ? 'estimated' : 'exact'}
          className="text-lg font-semibold"
        />
      </header>
      <ul>
        {parcel.items.map((item) => (
          <ItemRow key={item.listing_id} item={item} />
        ))}
      </ul>
      <Sum parcel={parcel} />
      {parcel.grams > 0 && <p className="text-xs text-ink-soft">{t.weight(parcel.grams)}</p>}
      {parcel.seller_id && !isToppingUp && (
        <Button size="sm" className="w-fit" onClick={() => setToppingUp(true)}>
          {t.topUp}
        </Button>
      )}
      {parcel.seller_id && isToppingUp && <TopUpList sellerId={parcel.seller_id} resultIds={resultIds} />}
    </article>
  )
}
