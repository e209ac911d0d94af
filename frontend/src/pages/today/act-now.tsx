import { useMutation } from '@tanstack/react-query'
import { Link } from 'react-router'
import { DealCard } from '@/components/deal/deal-card'
import { ProvidedByDiscogs } from '@/components/source/provided-by'
import { Section } from '@/components/ui/section'
import { notifyDone } from '@/lib/notify'
import { paths } from '@/lib/paths'
import { shownSearchName } from '@/lib/search-name'
import { deals as words } from '@/lib/words/deals'
import { today as t } from '@/lib/words/today'
import { giveFeedback, type Recommendation } from '@/services/recommendations'

/** The best deals of all searches. */
export const ActNow = ({ deals }: { deals: Recommendation[] }) => {
  const feedback = useMutation(giveFeedback())
  const shown = deals.filter((deal) => deal.feedback !== 'not_helpful')
  return (
    <Section title={t.actNow}>
      {shown.length === 0 && <p className="text-sm text-ink-soft">{t.actNowEmpty}</p>}
      {shown.map((deal, index) => (
        <DealCard
          key={deal.id}
          deal={deal}
          heading="h3"
          eager={index < 2}
          origin={
            <Link
              to={paths.search(deal.search_id)}
              className="block truncate py-1 underline underline-offset-2 hover:text-ink"
            >
              {words.search(shownSearchName(deal.search_name))}
            </Link>
          }
          onFeedback={(value) => {
            feedback.mutate({ id: deal.id, feedback: value })
            if (value === 'not_helpful')
              notifyDone(words.noted, { undo: () => feedback.mutate({ id: deal.id, feedback: null }) })
          }}
        />
      ))}
      {shown.length > 0 && <ProvidedByDiscogs />}
    </Section>
  )
}
