import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorState } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { notifyDone } from '@/lib/notify'
import { admin as t } from '@/lib/words/admin'
import { common } from '@/lib/words/common'
import { say } from '@/lib/words/say'
import { environmentQuery, setEnvironment } from '@/services/admin'
import { reasonOf } from '@/services/api/errors'

/** Sample or live; going live removes what the samples brought, so it asks first. */
export const EnvironmentChoice = () => {
  const { data, isPending, error, refetch } = useQuery(environmentQuery())
  const change = useMutation(setEnvironment())
  const [isAsking, setAsking] = useState(false)
  if (isPending) return <Skeleton className="h-16" />
  if (!data)
    return <ErrorState title={t.loadFailed} detail={say(reasonOf(error))} onRetry={() => void refetch()} />
  const isSample = data.environment === 'sample'
  const goLive = () =>
    change.mutate(
      { environment: 'live', confirm: true },
      { onSuccess: () => notifyDone(t.wentLive), onSettled: () => setAsking(false) },
    )
  const goBack = () =>
    change.mutate({ environment: 'sample', confirm: true }, { onSuccess: () => notifyDone(t.wentSample) })
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="grow">
        <p className="font-medium">{isSample ? t.sample : t.live}</p>
        <p className="text-sm text-ink-soft">{isSample ? t.sampleHint : t.liveHint}</p>
        {isSample && data.live_ready.length === 0 && <p className="text-sm text-ink-soft">{t.liveNeeds}</p>}
      </div>
      {isSample ? (
        <Button variant="primary" disabled={data.live_ready.length === 0} onClick={() => setAsking(true)}>
          {t.goLive}
        </Button>
      ) : (
        <Button busy={change.isPending} onClick={goBack}>
          {t.backToSample}
        </Button>
      )}
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t.goLiveTitle}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{common.cancel}</Button>
            <Button variant="primary" busy={change.isPending} onClick={goLive}>
              {t.goLive}
            </Button>
          </>
        }
      >
        <p className="text-sm">{t.goLiveHint(data.sample_listings)}</p>
      </Dialog>
    </div>
  )
}
