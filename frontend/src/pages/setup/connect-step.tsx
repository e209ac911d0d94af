import { useQuery } from '@tanstack/react-query'
import { SourceBadge } from '@/components/source/source-badge'
import { ErrorState } from '@/components/states/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { useConnect } from '@/hooks/use-connect'
import { say } from '@/lib/words/say'
import { connections as words } from '@/lib/words/settings'
import { setup as t } from '@/lib/words/setup'
import { reasonOf } from '@/services/api/errors'
import { connectionsQuery, type Connection } from '@/services/connections'
import { metaQuery } from '@/services/meta'

const Row = ({ connection }: { connection: Connection }) => {
  const { connect, isConnecting } = useConnect()
  const { marketplace, status, username } = connection
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-3 border-b border-line py-2">
      <SourceBadge marketplace={marketplace} />
      <Badge tone={status === 'connected' ? 'good' : 'plain'}>{words.status(status)}</Badge>
      {username && <span className="text-sm text-ink-soft">{words.as(username)}</span>}
      {status !== 'connected' && connection.can_authorize && (
        <Button className="ml-auto" busy={isConnecting(marketplace)} onClick={() => connect(marketplace)}>
          {words.connect(marketplace)}
        </Button>
      )}
      {!connection.app_ready && !connection.can_authorize && (
        <span className="ml-auto text-sm text-ink-soft">{words.notReady}</span>
      )}
    </li>
  )
}

/** Connect a marketplace, or go on with what is there. */
export const ConnectStep = ({ onDone }: { onDone: () => void }) => {
  const meta = useQuery(metaQuery())
  const { data, isPending, error, refetch } = useQuery(connectionsQuery())
  return (
    <div className="grid gap-4">
      <p className="text-ink-soft">{t.connectHint}</p>
      {meta.data?.environment === 'sample' && (
        <p className="rounded-md bg-accent-soft p-3 text-sm text-accent">{t.connectSample}</p>
      )}
      {isPending && <LoadingRows rows={2} className="h-12" />}
      {error && !data && (
        <ErrorState title={words.failed} detail={say(reasonOf(error))} onRetry={() => void refetch()} />
      )}
      <ul>
        {data?.items.map((connection) => (
          <Row key={connection.marketplace} connection={connection} />
        ))}
      </ul>
      <Button variant="primary" className="w-fit" onClick={onDone}>
        {t.next}
      </Button>
    </div>
  )
}
