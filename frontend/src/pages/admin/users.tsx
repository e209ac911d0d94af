import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Age } from '@/components/age/age'
import { ErrorState } from '@/components/states/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyField } from '@/components/ui/copy-field'
import { Dialog } from '@/components/ui/dialog'
import { LoadingRows } from '@/components/ui/skeleton'
import { Switch } from '@/components/ui/toggles'
import { useUser } from '@/hooks/use-auth'
import { admin as t } from '@/lib/words/admin'
import { common } from '@/lib/words/common'
import { say } from '@/lib/words/say'
import { changeUser, makeInvite, makeResetLink, usersQuery, type AdminUser } from '@/services/admin'
import { reasonOf } from '@/services/api/errors'

const UserRow = ({ user, onLink }: { user: AdminUser; onLink: (url: string) => void }) => {
  const me = useUser()
  const change = useMutation(changeUser())
  const reset = useMutation(makeResetLink())
  const isMe = me.id === user.id
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3 text-sm">
      <span className="min-w-0 grow basis-56">
        <span className="font-medium break-all">{user.email}</span>{' '}
        {isMe && <Badge tone="accent">{t.you}</Badge>}
        <span className="block text-xs text-ink-soft">
          {t.seen} {user.last_seen_at ? <Age at={user.last_seen_at} /> : t.never}
        </span>
      </span>
      <Switch
        label={t.isAdmin}
        of={user.email}
        disabled={isMe}
        checked={user.is_admin}
        onCheckedChange={(isAdmin) => change.mutate({ id: user.id, is_admin: isAdmin })}
      />
      <Switch
        label={t.isActive}
        of={user.email}
        disabled={isMe}
        checked={user.is_active}
        onCheckedChange={(isActive) => change.mutate({ id: user.id, is_active: isActive })}
      />
      <Button
        size="sm"
        aria-label={t.resetLinkOf(user.email)}
        busy={reset.isPending}
        onClick={() => reset.mutate(user.id, { onSuccess: ({ url }) => onLink(url) })}
      >
        {t.resetLink}
      </Button>
    </li>
  )
}

/** Accounts, and one-time links to pass on. */
export const Users = () => {
  const list = useInfiniteQuery(usersQuery())
  const invite = useMutation(makeInvite())
  const [link, setLink] = useState<string>()
  if (list.isPending) return <LoadingRows />
  if (!list.data)
    return (
      <ErrorState
        title={t.loadFailed}
        detail={say(reasonOf(list.error))}
        onRetry={() => void list.refetch()}
      />
    )
  return (
    <>
      <Button
        busy={invite.isPending}
        onClick={() => invite.mutate(undefined, { onSuccess: ({ url }) => setLink(url) })}
      >
        {t.invite}
      </Button>
      <ul aria-label={t.users} className="mt-2">
        {list.data.pages
          .flatMap((page) => page.items)
          .map((user) => (
            <UserRow key={user.id} user={user} onLink={setLink} />
          ))}
      </ul>
      {list.hasNextPage && (
        <Button className="mt-3" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
      <Dialog
        open={link !== undefined}
        onOpenChange={(open) => !open && setLink(undefined)}
        title={t.linkTitle}
        description={t.linkHint}
      >
        <CopyField label={t.linkTitle} value={link ?? ''} />
      </Dialog>
    </>
  )
}
