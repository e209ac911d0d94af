import { memo } from 'react'
import { Cover } from '@/components/cover/cover'
import { LandedPrice } from '@/components/listing/landed-price'
import { ListingLine } from '@/components/listing/listing-facts'
import { ListingLink } from '@/components/listing-link/listing-link'
import { Score } from '@/components/score/score'
import { Badge } from '@/components/ui/badge'
import { RowButton } from '@/components/ui/row-button'
import { Checkbox } from '@/components/ui/toggles'
import { cn } from '@/lib/cn'
import { listing as t } from '@/lib/words/listing'
import { say } from '@/lib/words/say'
import { selection } from '@/lib/words/selection'
import type { Mark, Result } from '@/services/results'

interface ListingRowProps {
  result: Result
  isSelected: boolean
  onSelect: (id: string) => void
  onMark: (result: Result, mark: Mark | null) => void
  onRefresh: (id: string) => void
}

const Flags = ({ result }: { result: Result }) => (
  <>
    {result.is_new && <Badge tone="accent">{t.fresh}</Badge>}
    {result.wantlist_level !== 'none' && <Badge tone="good">{t.wanted(result.wantlist_level)}</Badge>}
    {result.collection_level !== 'none' && <Badge>{t.owned(result.collection_level)}</Badge>}
    {result.mark && result.mark !== 'seen' && <Badge>{t.mark(result.mark)}</Badge>}
  </>
)

/** One listing in the long list: why it is in (its score) or out (the rule). */
export const ListingRow = memo(({ result, isSelected, onSelect, onMark, onRefresh }: ListingRowProps) => {
  const { listing } = result
  const saved = result.mark === 'saved'
  return (
    <div
      className={cn(
        'relative flex items-center gap-3 border-b border-line py-2',
        (result.mark === 'dismissed' || result.excluded_by || listing.ended_at) && 'opacity-75',
      )}
    >
      <Checkbox
        className="relative z-1"
        label={selection.one(listing.title)}
        hideLabel
        checked={isSelected}
        onCheckedChange={() => onSelect(result.id)}
      />
      <Cover src={listing.image_url} size={48} />
      <div className="grid min-w-0 grow gap-0.5">
        <ListingLink
          data-row
          resultId={result.id}
          dir="auto"
          className="line-clamp-2 text-sm font-medium break-words after:absolute after:inset-0 hover:underline"
        >
          {listing.title}
        </ListingLink>
        <ListingLine facts={listing}>
          <Flags result={result} />
        </ListingLine>
        {result.excluded_by && (
          <p className="text-xs text-ink-soft">
            {t.excluded}: {say(result.excluded_by)}
          </p>
        )}
      </div>
      <div className="relative grid shrink-0 justify-items-end gap-0.5">
        <LandedPrice
          landed={result.landed}
          price={listing.price}
          staleSince={listing.stale ? listing.fetched_at : null}
          onRefresh={() => onRefresh(result.id)}
          className="text-sm"
        />
        {!result.excluded_by && <Score value={result.score && Number(result.score.score)} compact />}
      </div>
      <div className="relative -mr-2 flex shrink-0 max-sm:hidden">
        <RowButton
          icon="save"
          label={`${t.save}: ${listing.title}`}
          title={t.save}
          pressed={saved}
          onClick={() => onMark(result, saved ? null : 'saved')}
        />
        <RowButton
          icon="dismiss"
          label={`${t.dismiss}: ${listing.title}`}
          title={t.dismiss}
          onClick={() => onMark(result, result.mark === 'dismissed' ? null : 'dismissed')}
        />
      </div>
    </div>
  )
})
ListingRow.displayName = 'ListingRow'
