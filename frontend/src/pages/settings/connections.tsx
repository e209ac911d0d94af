import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SourceBadge } from '@/components/source/source-badge'
import { ErrorState } from '@/components/states/states'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { useConnect } from '@/hooks/use-connect'
import { say } from '@/lib/words/say'
import { connections as t } from '@/lib/words/settings'
import { reasonOf } from '@/services/api/errors'
import { connectionsQuery, type Connection } from '@/services/connections'
import { DisconnectDialog } from './disconnect-dialog'
import { PasteCode, PersonalToken } from './other-ways'

const TONE: Record<Connection['status'], Tone> = {
  not_connected: 'plain',
  connected: 'good',
  expired: 'warn',
  revoked: 'bad',
}

const Actions = ({ connection, onDisconnect }: { connection: Connection; onDisconnect: () => void }) => {
  const { connect, isConnecting } = useConnect()
  const { marketplace, status } = connection
  return (
    <div className="flex flex-wrap gap-2">
      {connection.can_authorize && status !== 'connected' && (
        <Button variant="primary" busy={isConnecting(marketplace)} onClick={() => connect(marketplace)}>
          {status === 'not_connected' ? t.connect(marketplace) : t.reconnect(marketplace)}
        </Button>
      )}
      {status !== 'not_connected' && (
        <Button variant="danger" onClick={onDisconnect}>
          {t.disconnect(marketplace)}
        </Button>
      )}
    </div>
  )
}

const Row = ({ connection }: { connection: Connection }) => {
  const [isLeaving, setLeaving] = useState(false)
  const { marketplace, status, username, error } = connection
  const isOpen = status !== 'connected'
  return (
    <li className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-2">
        <SourceBadge marketplace={marketplace} />
        <Badge tone={TONE[status]}>{t.status(status)}</Badge>
        {username && <span className="text-sm text-ink-soft">{t.as(username)}</span>}
      </div>
      {error && <p className="text-sm text-bad">{say(error)}</p>}
      {!connection.app_ready && !connection.can_use_personal_token && (
        <p className="text-sm text-ink-soft">{t.notReady}</p>
      )}
      <Actions connection={connection} onDisconnect={() => setLeaving(true)} />
      {isOpen && connection.can_authorize && <PasteCode marketplace={marketplace} />}
      {isOpen && connection.can_use_personal_token && <PersonalToken marketplace={marketplace} />}
      {isLeaving && <DisconnectDialog connection={connection} onClose={() => setLeaving(false)} />}
    </li>
  )
}

/** The user's accounts at the marketplaces. */
export const Connections = () => {
  const { data, isPending, error, refetch } = useQuery(connectionsQuery())
  if (isPending) return <LoadingRows rows={2} className="h-28" />
  if (!data)
    return <ErrorState title={t.failed} detail={say(reasonOf(error))} onRetry={() => void refetch()} />
  return (
    <ul className="grid gap-3">
      {data.items.map((connection) => (
        <Row key={connection.marketplace} connection={connection} />
      ))}
    </ul>
  )
}
