import { Link } from 'react-router'
import { formatNumber } from '@/lib/money'
import { paths } from '@/lib/paths'
import { today as t } from '@/lib/words/today'
import type { Dashboard } from '@/services/dashboard'
import { stepsOf } from './steps-of'

const Count = ({ to, label, value }: { to: string; label: string; value: string }) => (
  <li className="bg-surface">
    <Link to={to} className="block px-4 py-3 hover:bg-sunken">
      <span className="block text-xl font-semibold figures">{value}</span>
      <span className="text-xs text-ink-soft">{label}</span>
    </Link>
  </li>
)

/** The four counts, each a way to its page. */
export const Counts = ({ counts, setup }: Pick<Dashboard, 'counts' | 'setup'>) => {
  const steps = stepsOf(setup)
  const done = steps.filter((step) => step.done).length
  return (
    <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4">
      <Count to={paths.searches} label={t.searches} value={formatNumber(counts.searches)} />
      <Count to={paths.wantlist} label={t.wants} value={formatNumber(counts.wants)} />
      <Count to={paths.collection} label={t.collection} value={formatNumber(counts.collection)} />
      {done < steps.length ? (
        <Count to={paths.setup} label={t.setup} value={t.setupOf(done, steps.length)} />
      ) : (
        <Count to={paths.sellers} label={t.sellers} value={formatNumber(counts.watched_sellers)} />
      )}
    </ul>
  )
}
