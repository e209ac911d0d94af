import { useQuery } from '@tanstack/react-query'
import { ListingLink } from '@/components/listing-link/listing-link'
import { Price } from '@/components/money/price'
import { ErrorState } from '@/components/states/states'
import { LoadingRows } from '@/components/ui/skeleton'
import { baskets as t } from '@/lib/words/baskets'
import { say } from '@/lib/words/say'
import { reasonOf } from '@/services/api/errors'
import { topUpQuery } from '@/services/baskets'

/** Further wants of the same seller, and what adding each costs at the door. */
export const TopUpList = ({ sellerId, resultIds }: { sellerId: string; resultIds: string[] }) => {
  const { data, isPending, error, refetch } = useQuery(topUpQuery(sellerId, resultIds))
  if (isPending) return <LoadingRows rows={2} className="h-9" />
  if (!data) return <ErrorState title={say(reasonOf(error))} onRetry={() => void refetch()} />
  if (data.items.length === 0) return <p className="text-sm text-ink-soft">{t.topUpEmpty}</p>
  return (
    <ul aria-label={t.topUp} className="text-sm">
      {data.items.map(({ result, marginal, saves }) => (
        <li key={result.id} className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-1.5">
          <ListingLink
            resultId={result.id}
            dir="auto"
            className="min-w-0 grow basis-52 break-words hover:underline"
          >
            {result.listing.title}
          </ListingLink>
          <span>
            <span className="text-xs text-ink-soft">{t.topUpAdds}</span>{' '}
            <Price money={marginal} certainty="estimated" />
          </span>
          {saves && (
            <span className="text-good">
              <span className="text-xs">{t.topUpSaves}</span> <Price money={saves} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
