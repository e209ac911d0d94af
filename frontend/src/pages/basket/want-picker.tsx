import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '@/components/ui/button'
import { Choices } from '@/components/ui/choices'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LoadingRows } from '@/components/ui/skeleton'
import { Checkbox } from '@/components/ui/toggles'
import { useDebounced } from '@/hooks/ui/use-debounced'
import { paths } from '@/lib/paths'
import { baskets as t } from '@/lib/words/baskets'
import { common } from '@/lib/words/common'
import { wantsQuery, type Want } from '@/services/wantlist'

const STILL_MS = 250

interface ListProps {
  chosen: string[]
  onChange: (ids: string[]) => void
}

const WantName = ({ want }: { want: Want }) => (
  <>
    <bdi>{[want.artist, want.title].filter(Boolean).join(' – ')}</bdi>{' '}
    <span className="text-ink-soft">
      {[want.release?.year, want.release?.country].filter(Boolean).join(', ')}
    </span>
  </>
)

const WantList = ({ chosen, onChange }: ListProps) => {
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim(), STILL_MS)
  const list = useInfiniteQuery(wantsQuery({ sort: 'artist', ...(q && { q }) }))
  const wants = list.data?.pages.flatMap((page) => page.items) ?? []
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
  return (
    <div className="grid gap-2">
      <Field label={t.find}>
        {(control) => (
          <Input
            {...control}
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {list.isPending && <LoadingRows rows={3} className="h-8" />}
      <ul aria-label={t.pick} className="max-h-64 overflow-y-auto rounded-md border border-line px-2 py-1">
        {wants.map((want) => (
          <li key={want.id}>
            <Checkbox
              label={<WantName want={want} />}
              checked={chosen.includes(want.id)}
              onCheckedChange={() => toggle(want.id)}
            />
          </li>
        ))}
        {list.hasNextPage && (
          <li>
            <Button size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {common.loadMore}
            </Button>
          </li>
        )}
        {list.isSuccess && wants.length === 0 && (
          <li className="py-2 text-sm text-ink-soft">
            {t.noWants}{' '}
            <Link to={paths.wantlist} className="text-accent underline">
              {t.toWantlist}
            </Link>
          </li>
        )}
      </ul>
      <p className="text-xs text-ink-soft" role="status">
        {t.chosen(chosen.length)}
      </p>
    </div>
  )
}

interface WantPickerProps {
  /** Null: all wants. */
  chosen: string[] | null
  onChange: (ids: string[] | null) => void
  error: string | undefined
}

/** All wants, or only some of them. */
export const WantPicker = ({ chosen, onChange, error }: WantPickerProps) => (
  <div className="grid gap-3">
    <Choices
      label={t.pick}
      options={[
        { value: 'all', label: t.allWants },
        { value: 'some', label: t.chosenWants },
      ]}
      value={[chosen ? 'some' : 'all']}
      onChange={(value) => onChange(value.at(-1) === 'some' ? [] : null)}
    />
    {chosen && <WantList chosen={chosen} onChange={onChange} />}
    {error && (
      <p role="alert" className="text-xs text-bad">
        {error}
      </p>
    )}
  </div>
)
