import { Gavel } from 'lucide-react'
import type { ReactNode } from 'react'
import { Age } from '@/components/age/age'
import { Grade } from '@/components/grade/grade'
import { SourceBadge } from '@/components/source/source-badge'
import { Badge } from '@/components/ui/badge'
import { listing as t } from '@/lib/words/listing'
import type { Money } from '@/types/money'

/** What of a listing is shown wherever it appears; the API's `ListingOut` fits. */
export interface ListingFacts {
  marketplace: string
  kind: string
  title: string
  url: string
  image_url: string | null
  price: Money | null
  stale: boolean
  fetched_at: string
  ended_at: string | null
  ended_reason: string | null
  buying_option: string
  bids: number | null
  ends_at: string | null
  ships_from: string | null
  media: { grade: string | null; source: string }
  sleeve: { grade: string | null; source: string }
}

const isAuction = (facts: ListingFacts) => facts.buying_option.startsWith('auction')

interface ListingLineProps {
  facts: ListingFacts
  brief?: boolean
  /** What else belongs on the line: badges. */
  children?: ReactNode
}

/** The line under a listing's title: where, in what condition and, unless brief, from where and how old; a brief one's page says that. */
export const ListingLine = ({ facts, brief, children }: ListingLineProps) => (
  <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-soft">
    <SourceBadge marketplace={facts.marketplace} />
    {facts.kind === 'release_floor' ? (
      <span title={t.floorHint}>{t.floor}</span>
    ) : (
      <Grade
        media={facts.media.grade}
        sleeve={facts.sleeve.grade}
        source={brief ? null : facts.media.source}
      />
    )}
    {facts.ships_from && !brief && <span>{t.shipsFrom(facts.ships_from)}</span>}
    {isAuction(facts) && (
      <span className="text-ink">
        <Gavel className="mr-1 inline size-3" aria-hidden />
        {brief ? '' : t.auction} {facts.bids !== null && t.bids(facts.bids)}
        {facts.ends_at && (
          <>
            , {t.ends} <Age at={facts.ends_at} />
          </>
        )}
      </span>
    )}
    {facts.ended_at ? (
      <Badge tone="warn">{t.ended(facts.ended_reason)}</Badge>
    ) : (
      !brief && (
        <span>
          {t.seen} <Age at={facts.fetched_at} />
        </span>
      )
    )}
    {children}
  </p>
)
