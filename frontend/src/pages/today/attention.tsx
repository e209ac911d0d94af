import { TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import { Section } from '@/components/ui/section'
import { useUser } from '@/hooks/use-auth'
import { paths } from '@/lib/paths'
import { say } from '@/lib/words/say'
import { today as t } from '@/lib/words/today'
import type { Dashboard } from '@/services/dashboard'

type Item = Dashboard['attention'][number]

/** Nobody but time, or an administrator, can mend these. */
const OF_MARKETPLACE = ['marketplace_paused', 'budget_nearly_used']

const target = (item: Item, isAdmin: boolean): string =>
  OF_MARKETPLACE.includes(item.reason.code)
    ? isAdmin
      ? paths.admin
      : paths.searches
    : item.search_id
      ? `${paths.search(item.search_id)}?tab=runs`
      : item.marketplace
        ? paths.settings
        : paths.today

/** What went wrong and needs the user. */
export const Attention = ({ items }: { items: Item[] }) => {
  const { is_admin: isAdmin } = useUser()
  if (items.length === 0) return null
  return (
    <Section title={t.attention}>
      <ul className="grid gap-1">
        {items.map((item, index) => (
          <li key={`${item.reason.code}-${index}`}>
            <Link
              to={target(item, isAdmin)}
              className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn hover:underline"
            >
              <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
              {say(item.reason)}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
