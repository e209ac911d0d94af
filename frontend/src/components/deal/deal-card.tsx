import { ChevronRight, ThumbsDown, ThumbsUp } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { Age } from '@/components/age/age'
import { Cover } from '@/components/cover/cover'
import { Price } from '@/components/money/price'
import { Score } from '@/components/score/score'
import { StaleNote } from '@/components/states/stale-note'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/cn'
import { deals as t } from '@/lib/words/deals'
import { say } from '@/lib/words/say'
import type { Deal } from '@/types/deal'
import { Arithmetic } from './arithmetic'
import { certaintyOf } from './certainty-of'
import { DealItems } from './deal-items'

interface DealCardProps {
  deal: Deal
  onFeedback: (feedback: 'helpful' | 'not_helpful' | null) => void
  /** Where it comes from, on pages that show deals of several searches. */
  origin?: ReactNode
  eager?: boolean
  heading?: 'h2' | 'h3'
}

const Feedback = ({ deal, onFeedback }: Pick<DealCardProps, 'deal' | 'onFeedback'>) => (
  <div className="flex">
    <Button
      variant="ghost"
      size="icon"
      aria-label={t.helpful}
      title={t.helpful}
      aria-pressed={deal.feedback === 'helpful'}
      className="aria-pressed:text-accent"
      onClick={() => onFeedback(deal.feedback === 'helpful' ? null : 'helpful')}
    >
      <ThumbsUp aria-hidden />
    </Button>
    <Button
      variant="ghost"
      size="icon"
      aria-label={t.notHelpful}
      title={t.notHelpful}
      onClick={() => onFeedback('not_helpful')}
    >
      <ThumbsDown aria-hidden />
    </Button>
  </div>
)

/** What the kind of advice has not said already, the record being named above it. */
const lead = ({ record, title, type }: Deal): string => {
  if (!record?.title || title.code === type) return ''
  return say({ code: title.code, params: { ...title.params, title: undefined } })
}

const Headline = ({ deal, heading: Heading = 'h2' }: Pick<DealCardProps, 'deal' | 'heading'>) => (
  <div className="min-w-0">
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="label-caps">{t.type(deal.type)}</span>
      {deal.is_new && <Badge tone="accent">{t.fresh}</Badge>}
      {deal.ended_at && <Badge tone="warn">{t.ended}</Badge>}
    </div>
    <Heading dir="auto" className="line-clamp-2 text-base font-semibold break-words">
      {deal.record?.title
        ? [deal.record.artist, deal.record.title].filter(Boolean).join(' – ')
        : say(deal.title)}
    </Heading>
    <p className="text-sm text-ink-soft empty:hidden">{lead(deal)}</p>
  </div>
)

/** When the offer that was read longest ago was read: so old are the figures. */
const readAt = ({ items, first_seen_at }: Deal): string =>
  items.map(({ fetched_at }) => fetched_at).sort()[0] ?? first_seen_at

const Figures = ({ deal }: { deal: Deal }) => {
  if (deal.stale) return <StaleNote at={readAt(deal)} />
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <Price
        money={deal.landed ?? deal.goods}
        certainty={deal.landed ? certaintyOf(deal) : 'exact'}
        className="text-xl font-semibold"
      />
      <span className="text-xs text-ink-soft">{deal.landed ? t.landed : t.goods}</span>
      {deal.savings && Number(deal.savings.amount) > 0 && (
        <span className="text-sm font-medium text-good">
          <Price money={deal.savings} />{' '}
          <span className="font-normal">{t.against(deal.savings_against)}</span>
        </span>
      )}
    </div>
  )
}

const Reasons = ({ deal, id }: { deal: Deal; id: string }) => (
  <div id={id} className="grid gap-3 text-sm sm:grid-cols-[1fr_14rem]">
    <ul className="grid content-start gap-1">
      {deal.reasons.map((reason, index) => (
        <li key={`${reason.code}-${index}`} className="before:mr-2 before:text-ink-soft before:content-['·']">
          {say(reason)}
        </li>
      ))}
    </ul>
    {!deal.stale && <Arithmetic deal={deal} />}
  </div>
)

/** One piece of advice with its reasons and its sum. */
export const DealCard = ({ deal, onFeedback, origin, eager, heading }: DealCardProps) => {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  return (
    <article
      className={cn(
        'grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border border-line bg-surface p-3 [contain-intrinsic-size:auto_15rem] [content-visibility:auto] sm:p-4',
        deal.ended_at && 'opacity-70',
      )}
    >
      <div className="flex gap-3">
        <Cover src={deal.record?.image_url ?? deal.items[0]?.image_url} size={72} eager={eager} />
        <div className="grid min-w-0 grow gap-1">
          <div className="flex items-start justify-between gap-2">
            <Headline deal={deal} heading={heading} />
            <Score value={Number(deal.score)} className="max-sm:flex-col max-sm:items-end max-sm:gap-0.5" />
          </div>
          <Figures deal={deal} />
        </div>
      </div>
      <DealItems items={deal.items} />
      {isOpen && <Reasons deal={deal} id={id} />}
      <div className="-mb-1.5 flex items-center gap-x-3 text-xs text-ink-soft">
        <Button
          variant="ghost"
          size="sm"
          className="-ml-2"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight aria-hidden className={cn('transition-transform', isOpen && 'rotate-90')} />
          {t.why}
        </Button>
        <span className="min-w-0 truncate">{origin}</span>
        {!deal.stale && (
          <span className="shrink-0 max-sm:hidden">
            {t.seen} <Age at={readAt(deal)} />
          </span>
        )}
        <span className="grow" />
        <Feedback deal={deal} onFeedback={onFeedback} />
      </div>
    </article>
  )
}
