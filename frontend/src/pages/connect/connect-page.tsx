import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { PageHeader } from '@/components/layout/page-header'
import { ErrorState, Note } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import { useConnect } from '@/hooks/use-connect'
import { paths } from '@/lib/paths'
import { say } from '@/lib/words/say'
import { connections as t } from '@/lib/words/settings'
import { reasonOf } from '@/services/api/errors'
import { completeConnection, type ConsentAnswer } from '@/services/connections'

/** What the consent page sent back, in whichever of the two protocols' words. */
const answerOf = (params: URLSearchParams): ConsentAnswer => ({
  state: params.get('state'),
  code: params.get('code'),
  oauth_token: params.get('oauth_token'),
  verifier: params.get('oauth_verifier'),
  denied: params.get('denied') ?? params.get('error'),
})

const Refused = ({ marketplace }: { marketplace: string }) => {
  const { connect, isConnecting } = useConnect()
  return (
    <div className="grid gap-3">
      <Note>{t.refusedHint}</Note>
      <div className="flex gap-2">
        <Button variant="primary" busy={isConnecting(marketplace)} onClick={() => connect(marketplace)}>
          {t.again}
        </Button>
        <Button asChild>
          <Link to={paths.settings}>{t.toSettings}</Link>
        </Button>
      </div>
    </div>
  )
}

const Failed = ({ marketplace, error }: { marketplace: string; error: unknown }) => {
  const { connect } = useConnect()
  return (
    <div className="grid gap-3">
      <ErrorState title={say(reasonOf(error))} onRetry={() => connect(marketplace)} />
      <Button asChild className="w-fit">
        <Link to={paths.settings}>{t.toSettings}</Link>
      </Button>
    </div>
  )
}

const Connected = () => (
  <div className="grid gap-3">
    <Note tone="plain">{t.doneHint}</Note>
    <div className="flex gap-2">
      <Button asChild variant="primary">
        <Link to={paths.wantlist}>{t.toWantlist}</Link>
      </Button>
      <Button asChild>
        <Link to={paths.settings}>{t.toSettings}</Link>
      </Button>
    </div>
  </div>
)

/** Where a marketplace's consent page leads back to: finishes the connection and says how it ended. */
export const ConnectPage = () => {
  const { marketplace = '' } = useParams()
  const [params] = useSearchParams()
  const complete = useMutation(completeConnection(marketplace))
  const { mutate } = complete
  const isAsked = useRef(false)
  const answer = answerOf(params)
  const isRefused = Boolean(answer.denied)

  useEffect(() => {
    if (isAsked.current) return
    isAsked.current = true // the answer is good for one use
    mutate(answerOf(params))
  }, [mutate, params])

  if (isRefused)
    return (
      <>
        <PageHeader title={t.refused(marketplace)} />
        <Refused marketplace={marketplace} />
      </>
    )
  if (complete.isError)
    return (
      <>
        <PageHeader title={t.failedTitle(marketplace)} />
        <Failed marketplace={marketplace} error={complete.error} />
      </>
    )
  if (complete.isSuccess)
    return (
      <>
        <PageHeader title={t.done(marketplace)} />
        <Connected />
      </>
    )
  return (
    <>
      <PageHeader title={t.completing(marketplace)} />
      <Loading>
        <Skeleton className="h-20" />
      </Loading>
    </>
  )
}
