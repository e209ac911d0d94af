import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Age } from '@/components/age/age'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/dialog'
import { LoadingRows } from '@/components/ui/skeleton'
import { notifyDone } from '@/lib/notify'
import { admin as t } from '@/lib/words/admin'
import { common } from '@/lib/words/common'
import { say } from '@/lib/words/say'
import { failedTaskQuery, failedTasksQuery, resolveFailedTask, type FailedTask } from '@/services/admin'
import { reasonOf } from '@/services/api/errors'

const Detail = ({ task, onClose }: { task: FailedTask; onClose: () => void }) => {
  const { data } = useQuery(failedTaskQuery(task.id))
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={task.name}
      description={task.error_message}
    >
      {data ? (
        <pre className="text-xs break-words whitespace-pre-wrap">
          {JSON.stringify(data.args, null, 2)}
          {'\n\n'}
          {data.error_traceback}
        </pre>
      ) : (
        <LoadingRows rows={3} />
      )}
    </Sheet>
  )
}

const TaskRow = ({ task, onOpen }: { task: FailedTask; onOpen: () => void }) => {
  const resolve = useMutation(resolveFailedTask())
  const settle = (how: 'replay' | 'discard') =>
    resolve.mutate(
      { id: task.id, how },
      { onSuccess: () => notifyDone(how === 'replay' ? t.replayed : t.discarded) },
    )
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-3 text-sm">
      <span className="min-w-0 grow basis-56">
        <span className="font-medium">{task.name}</span>
        <span className="block break-words text-bad">
          {task.error_type}: {task.error_message}
        </span>
        <span className="text-xs text-ink-soft">
          {t.attempts(task.attempts)}, <Age at={task.last_failed_at} />
        </span>
      </span>
      <Button size="sm" variant="ghost" onClick={onOpen}>
        {t.details}
      </Button>
      <Button size="sm" onClick={() => settle('replay')}>
        {t.replay}
      </Button>
      <Button size="sm" variant="danger" onClick={() => settle('discard')}>
        {t.discard}
      </Button>
    </li>
  )
}

/** Work that failed for good. */
export const DeadLetters = () => {
  const list = useInfiniteQuery(failedTasksQuery())
  const [open, setOpen] = useState<FailedTask>()
  if (list.isPending) return <LoadingRows />
  if (!list.data)
    return (
      <ErrorState
        title={t.loadFailed}
        detail={say(reasonOf(list.error))}
        onRetry={() => void list.refetch()}
      />
    )
  const tasks = list.data.pages.flatMap((page) => page.items)
  if (tasks.length === 0) return <EmptyState title={t.failedEmpty} hint={t.failedHint} />
  return (
    <>
      <ul aria-label={t.failed}>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} onOpen={() => setOpen(task)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button className="mt-3" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
      {open && <Detail task={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}
