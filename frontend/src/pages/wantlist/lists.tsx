import { useMutation, useQuery } from '@tanstack/react-query'
import { Section } from '@/components/ui/section'
import { Switch } from '@/components/ui/toggles'
import { holdings, wantlist as t } from '@/lib/words/holdings'
import { listsQuery, setListSource } from '@/services/wantlist'

/** The user's Discogs lists, each of which can be a further source of wants. */
export const Lists = () => {
  const { data } = useQuery(listsQuery())
  const change = useMutation(setListSource())
  if (!data || data.items.length === 0) return null
  return (
    <Section title={t.lists} className="mt-8">
      <ul className="grid gap-1">
        {data.items.map((list) => (
          <li key={list.id} className="flex items-center gap-3">
            <Switch
              label={list.name}
              checked={list.is_source}
              onCheckedChange={(isSource) => change.mutate({ id: list.id, isSource })}
            />
            <span className="text-xs text-ink-soft">
              {list.sync.count !== null && holdings.count(list.sync.count)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
