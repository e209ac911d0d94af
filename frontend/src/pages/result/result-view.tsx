import { Bookmark, ExternalLink, ShoppingBag, X } from 'lucide-react'
import { useMemo } from 'react'
import { Age } from '@/components/age/age'
import { Cover } from '@/components/cover/cover'
import { LandedPrice } from '@/components/listing/landed-price'
import { ListingLine } from '@/components/listing/listing-facts'
import { Price } from '@/components/money/price'
import { Score } from '@/components/score/score'
import { ProvidedByDiscogs } from '@/components/source/provided-by'
import { Note } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { useFreshened } from '@/hooks/use-freshened'
import { useResultActions } from '@/hooks/use-result-actions'
import { common } from '@/lib/words/common'
import { listing as t } from '@/lib/words/listing'
import { marketplaces } from '@/lib/words/marketplaces'
import { say } from '@/lib/words/say'
import type { Mark, ResultDetail } from '@/services/results'
import { CostTable } from './cost-table'
import { ListingDetails } from './listing-details'
import { MatchPanel } from './match-panel'
import { ScorePanel } from './score-panel'
import { SellerPanel } from './seller-panel'
import { WorthPanel } from './worth-panel'

const Marks = ({ result, onMark }: { result: ResultDetail; onMark: (mark: Mark | null) => void }) => {
  const toggle = (mark: Mark) => onMark(result.mark === mark ? null : mark)
  const buttons = [
    { mark: 'saved', label: t.save, icon: Bookmark },
    { mark: 'bought', label: t.bought, icon: ShoppingBag },
    { mark: 'dismissed', label: t.dismiss, icon: X },
  ] as const
  return (
    <div className="flex flex-wrap gap-2">
      {buttons.map(({ mark, label, icon: Icon }) => (
        <Button
          key={mark}
          size="sm"
          aria-pressed={result.mark === mark}
          className="aria-pressed:border-accent aria-pressed:text-accent"
          onClick={() => toggle(mark)}
        >
          <Icon aria-hidden />
          {label}
        </Button>
      ))}
    </div>
  )
}

const Hero = ({ result }: { result: ResultDetail }) => {
  const { onMark, onRefresh } = useResultActions()
  const { listing } = result
  return (
    <div className="flex gap-4 max-[22rem]:flex-col">
      <Cover src={listing.image_url} size={112} eager />
      <div className="grid min-w-0 grow content-start gap-2">
        <ListingLine facts={listing} />
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <LandedPrice
            landed={result.landed}
            price={listing.price}
            staleSince={listing.stale ? listing.fetched_at : null}
            onRefresh={() => onRefresh(result.id)}
            className="text-2xl"
          />
          <span className="text-xs text-ink-soft">{t.landed}</span>
        </div>
        <Score value={result.score && Number(result.score.score)} />
        <Button asChild variant="primary" className="w-fit">
          <a href={listing.url} target="_blank" rel="noreferrer">
            {marketplaces.open(listing.marketplace)}
            <ExternalLink aria-hidden />
            <span className="sr-only">{common.opensNew}</span>
          </a>
        </Button>
        <Marks result={result} onMark={(mark) => onMark(result, mark)} />
      </div>
    </div>
  )
}

const Standing = ({ result }: { result: ResultDetail }) => (
  <>
    {result.listing.ended_at && <Note>{t.ended(result.listing.ended_reason)}</Note>}
    {result.excluded_by && (
      <Note>
        {t.excluded}: {say(result.excluded_by)}
      </Note>
    )}
    {[t.wanted(result.wantlist_level), t.owned(result.collection_level)].filter(Boolean).map((text) => (
      <Note key={text} tone="plain">
        {text}
      </Note>
    ))}
    {result.max_good_bid && (
      <p className="text-sm">
        {t.goodBid}: <Price money={result.max_good_bid} certainty="estimated" className="font-semibold" />
      </p>
    )}
  </>
)

/** Everything known about one listing, the summary first. */
export const ResultView = ({ result }: { result: ResultDetail }) => {
  const { id, listing } = result
  useFreshened(useMemo(() => [{ id, stale: listing.stale }], [id, listing.stale]))
  return (
    <div className="grid gap-6">
      <Hero result={result} />
      <div className="grid gap-2 empty:hidden">
        <Standing result={result} />
      </div>
      {!result.listing.stale && <CostTable landed={result.landed} />}
      <WorthPanel result={result} />
      <ScorePanel score={result.score} />
      <MatchPanel result={result} />
      {result.listing.seller && <SellerPanel seller={result.listing.seller} />}
      <ListingDetails result={result} />
      <div className="text-xs text-ink-soft">
        {t.seenAt} <Age at={result.listing.fetched_at} />, {t.since} <Age at={result.listing.first_seen_at} />
        {listing.marketplace === 'discogs' && <ProvidedByDiscogs href={result.listing.url} />}
      </div>
    </div>
  )
}
