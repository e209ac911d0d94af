import { useMutation, useQuery } from '@tanstack/react-query'
import { Age } from '@/components/age/age'
import { ErrorState } from '@/components/states/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { describeAgent } from '@/lib/user-agent'
import { say } from '@/lib/words/say'
import { security as t } from '@/lib/words/settings'
import { endSession, logoutEverywhere, sessionsQuery, type Session } from '@/services/account'
import { reasonOf } from '@/services/api/errors'

const Row = ({ session, onEnd }: { session: Session; onEnd: () => void }) => {
  const agent = describeAgent(session.user_agent)
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5 text-sm">
      <span className="grow">
        {agent} {session.is_current && <Badge tone="accent">{t.thisOne}</Badge>}
        <span className="block text-xs text-ink-soft">
          {session.ip && `${session.ip} · `}
          {t.since} <Age at={session.signed_in_at} /> · {t.lastUsed} <Age at={session.last_used_at} />
        </span>
      </span>
      {!session.is_current && (
        <Button size="sm" aria-label={t.endOf(agent)} onClick={onEnd}>
          {t.end}
        </Button>
      )}
    </li>
  )
}

/** Every login, each of which can be ended. */
export const Sessions = () => {
  const { data, isPending, error, refetch } = useQuery(sessionsQuery())
  const end = useMutation(endSession())
  const everywhere = useMutation(logoutEverywhere())
  if (isPending) return <LoadingRows rows={2} className="h-12" />
  if (!data)
    return (
      <ErrorState title={t.sessionsFailed} detail={say(reasonOf(error))} onRetry={() => void refetch()} />
    )
  return (
    <div className="mt-4 grid gap-2">
      <h3 className="text-sm font-medium">{t.sessions}</h3>
      <ul>
        {data.map((session) => (
          <Row key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
        ))}
      </ul>
      <Button className="w-fit" busy={everywhere.isPending} onClick={() => everywhere.mutate()}>
        {t.everywhere}
      </Button>
    </div>
  )
}
