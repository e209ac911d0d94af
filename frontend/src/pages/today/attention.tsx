import { TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import { Section } from '@/components/ui/section'
import { paths } from '@/lib/paths'
import { say } from '@/lib/words/say'
import { today as t } from '@/lib/words/today'
import type { Dashboard } from '@/services/dashboard'

type Item = Dashboard['attention'][number]

const target = (item: Item): string =>
  item.search_id
    ? `${paths.search(item.search_id)}?tab=runs`
    : item.marketplace
      ? paths.settings
      : paths.today

/** What went wrong and needs the user. */
export const Attention = ({ items }: { items: Item[] }) => {
  if (items.length === 0) return null
  return (
    <Section title={t.attention}>
      <ul className="grid gap-1">
        {items.map((item, index) => (
          <li key={`${item.reason.code}-${index}`}>
            <Link
              to={target(item)}
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
