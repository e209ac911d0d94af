import { ClipboardCopy, Download } from 'lucide-react'
import { EmptyState } from '@/components/states/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { basketText } from '@/lib/basket-text'
import { download } from '@/lib/download'
import { notifyDone } from '@/lib/notify'
import { baskets as t } from '@/lib/words/baskets'
import { wantlist } from '@/lib/words/holdings'
import { say } from '@/lib/words/say'
import type { Plan } from '@/services/baskets'
import { ParcelCard } from './parcel-card'

const Export = ({ plan, name }: { plan: Plan; name: string }) => {
  const text = () => basketText(plan.parcels, plan.landed)
  const copy = () => void navigator.clipboard.writeText(text()).then(() => notifyDone(t.copied))
  return (
    <div className="flex gap-2">
      <Button size="sm" onClick={copy}>
        <ClipboardCopy aria-hidden />
        {t.copy}
      </Button>
      <Button size="sm" onClick={() => download(`${name}.txt`, text())}>
        <Download aria-hidden />
        {t.download}
      </Button>
    </div>
  )
}

const Unmet = ({ plan }: { plan: Plan }) => (
  <Section title={t.unmet}>
    <ul>
      {plan.unmet.map((wish) => (
        <li
          key={wish.key}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 text-sm"
        >
          <bdi className="min-w-0 grow basis-52">{[wish.artist, wish.title].filter(Boolean).join(' – ')}</bdi>
          <span className="text-xs text-ink-soft">{say(wish.reason)}</span>
          <Badge>{wantlist.tierOf(wish.tier)}</Badge>
        </li>
      ))}
    </ul>
  </Section>
)

/** One plan, parcel by parcel, and what it leaves out. */
export const PlanView = ({ plan, name }: { plan: Plan; name: string }) => (
  <div className="grid gap-8">
    {plan.parcels.length === 0 ? (
      <EmptyState title={t.nothing} />
    ) : (
      <Section title={t.variant(plan.variant)} aside={<Export plan={plan} name={name} />}>
        <div className="grid gap-3">
          {plan.parcels.map((parcel, index) => (
            <ParcelCard key={parcel.seller_id ?? index} parcel={parcel} />
          ))}
        </div>
      </Section>
    )}
    {plan.unmet.length > 0 && <Unmet plan={plan} />}
  </div>
)
