import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ExternalLink, Heart, Search } from 'lucide-react'
import { useNavigate } from 'react-router'
import { Button } from '@/components/ui/button'
import { notifyDone, notifyFailed } from '@/lib/notify'
import { paths } from '@/lib/paths'
import { common } from '@/lib/words/common'
import { release as t } from '@/lib/words/release'
import { reasonOf } from '@/services/api/errors'
import type { Release } from '@/services/releases'
import { createSearch } from '@/services/searches'
import { addWant, removeWant } from '@/services/wantlist'

const useWant = (release: Release) => {
  const add = useMutation(addWant())
  const remove = useMutation(removeWant())
  const fail = (error: unknown) => notifyFailed(reasonOf(error))
  const want = () =>
    add.mutate(
      { release_external_id: release.external_id, artist: '', title: '', notes: '', rule: {} },
      { onSuccess: () => notifyDone(t.watchedToast), onError: fail },
    )
  const unwant = (id: string) =>
    remove.mutate(id, { onSuccess: () => notifyDone(t.unwatchedToast, { undo: want }) })
  return {
    toggle: () => (release.want_id ? unwant(release.want_id) : want()),
    busy: add.isPending || remove.isPending,
  }
}

/** Want it, look for it, see it at Discogs. */
export const ReleaseActions = ({ release }: { release: Release }) => {
  const navigate = useNavigate()
  const client = useQueryClient()
  const want = useWant(release)
  const search = useMutation({ ...createSearch(), meta: {} })
  const find = () =>
    search.mutate(
      {
        kind: 'release',
        name: [...release.artists, release.title].join(' – ').slice(0, 120),
        release_id: release.id,
        platforms: [],
        check_interval_hours: 24,
        first_run_quiet: true,
        is_active: true,
      },
      {
        onSuccess: (created) => {
          void client.invalidateQueries({ queryKey: ['searches'] })
          void navigate(paths.search(created.id))
        },
      },
    )
  return (
    <>
      <Button onClick={want.toggle} busy={want.busy} aria-pressed={release.want_id !== null}>
        <Heart aria-hidden className={release.want_id ? 'fill-current' : ''} />
        {release.want_id ? t.watched : t.watch}
      </Button>
      <Button variant="primary" onClick={find} busy={search.isPending}>
        <Search aria-hidden />
        {t.search}
      </Button>
      <Button asChild>
        <a href={release.url} target="_blank" rel="noreferrer">
          {t.openDiscogs}
          <ExternalLink aria-hidden />
          <span className="sr-only">{common.opensNew}</span>
        </a>
      </Button>
    </>
  )
}
