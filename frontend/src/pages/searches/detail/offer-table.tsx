import { Age } from '@/components/age/age'
import { Grade } from '@/components/grade/grade'
import { ListingLink } from '@/components/listing-link/listing-link'
import { Price } from '@/components/money/price'
import { Score } from '@/components/score/score'
import { SourceBadge } from '@/components/source/source-badge'
import { StaleNote } from '@/components/states/stale-note'
import { listing } from '@/lib/words/listing'
import { searchPage as t } from '@/lib/words/search-page'
import type { Comparison } from '@/services/analysis'

type Offer = Comparison['offers'][number]

const OfferPrice = ({ offer }: { offer: Offer }) => {
  if (offer.stale) return <StaleNote at={offer.fetched_at} />
  if (offer.landed_total && !offer.is_lower_bound)
    return (
      <Price money={offer.landed_total} certainty={offer.certain ?? 'estimated'} className="font-semibold" />
    )
  return (
    <>
      <span className="mr-1 text-xs text-ink-soft">{listing.landedFrom}</span>
      <Price money={offer.landed_low ?? offer.price} />
    </>
  )
}

/** A record's offers, best landed price first. */
export const OfferTable = ({ offers, label }: { offers: Offer[]; label: string }) => (
  <table className="w-full border-t border-line text-sm" aria-label={label}>
    <thead className="text-xs text-ink-soft">
      <tr className="[&>th]:px-3 [&>th]:py-1 [&>th]:font-normal">
        <th scope="col" className="text-left">
          {t.condition}
        </th>
        <th scope="col" className="text-left max-sm:hidden">
          {t.seller}
        </th>
        <th scope="col" className="text-right max-sm:hidden">
          {t.price}
        </th>
        <th scope="col" className="text-right">
          {t.landed}
        </th>
        <th scope="col" className="text-right">
          {t.score}
        </th>
      </tr>
    </thead>
    <tbody>
      {offers.map((offer) => (
        <tr
          key={offer.result_id}
          className="relative border-t border-line hover:bg-sunken [&>td]:px-3 [&>td]:py-1.5"
        >
          <td>
            <ListingLink
              resultId={offer.result_id}
              data-row
              className="flex flex-wrap items-center gap-x-2 gap-y-0.5 after:absolute after:inset-0"
            >
              <SourceBadge marketplace={offer.marketplace} />
              <Grade media={offer.media_grade} sleeve={offer.sleeve_grade} />
              {!offer.stale && (
                <span className="text-xs text-ink-soft">
                  {listing.seen} <Age at={offer.fetched_at} />
                </span>
              )}
            </ListingLink>
          </td>
          <td className="max-w-40 truncate max-sm:hidden">{offer.seller?.name ?? listing.sellerUnknown}</td>
          <td className="text-right text-ink-soft max-sm:hidden">
            {offer.stale ? null : <Price money={offer.price} />}
          </td>
          <td className="text-right">
            <OfferPrice offer={offer} />
          </td>
          <td className="text-right">
            <Score
              value={offer.score === null ? null : Number(offer.score)}
              compact
              className="justify-end"
            />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
