import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Age } from '@/components/age/age'
import { ErrorState } from '@/components/states/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyField } from '@/components/ui/copy-field'
import { LoadingRows } from '@/components/ui/skeleton'
import { say } from '@/lib/words/say'
import { security as t } from '@/lib/words/settings'
import { apiTokensQuery, deleteApiToken, type ApiToken } from '@/services/account'
import { reasonOf } from '@/services/api/errors'
import { TokenForm } from './token-form'

const Row = ({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) => (
  <li className="flex min-h-12 items-center gap-3 border-b border-line py-1.5 text-sm">
    <span className="grow">
      {token.name} <Badge>{t.scopes[token.scope] ?? token.scope}</Badge>
      <span className="block text-xs text-ink-soft">
        {token.last_used_at ? (
          <>
            {t.lastUsed} <Age at={token.last_used_at} />
          </>
        ) : (
          t.neverUsed
        )}
      </span>
    </span>
    <Button size="sm" variant="danger" aria-label={t.revokeOf(token.name)} onClick={onRevoke}>
      {t.revoke}
    </Button>
  </li>
)

/** Personal tokens for other programs. */
export const ApiTokens = () => {
  const { data, isPending, error, refetch } = useQuery(apiTokensQuery())
  const revoke = useMutation(deleteApiToken())
  const [fresh, setFresh] = useState<string>()
  return (
    <div className="grid gap-3">
      <p className="text-sm text-ink-soft">{t.tokensLead}</p>
      {isPending && <LoadingRows rows={1} className="h-12" />}
      {error && !data && (
        <ErrorState title={t.tokensFailed} detail={say(reasonOf(error))} onRetry={() => void refetch()} />
      )}
      {data?.length === 0 && <p className="text-sm text-ink-soft">{t.tokensEmpty}</p>}
      <ul>
        {data?.map((token) => (
          <Row key={token.id} token={token} onRevoke={() => revoke.mutate(token.id)} />
        ))}
      </ul>
      {fresh && (
        <div role="status" className="grid gap-2 rounded-md bg-good-soft p-3 text-sm">
          <p className="text-good">{t.value}</p>
          <CopyField label={t.value} value={fresh} />
        </div>
      )}
      <TokenForm onMade={setFresh} />
    </div>
  )
}
