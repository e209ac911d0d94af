import { useInfiniteQuery } from '@tanstack/react-query'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/dates'
import { admin as t } from '@/lib/words/admin'
import { common } from '@/lib/words/common'
import { say } from '@/lib/words/say'
import { auditQuery, usersQuery, type AuditEvent } from '@/services/admin'
import { reasonOf } from '@/services/api/errors'

const useNames = (): ReadonlyMap<string, string> => {
  const users = useInfiniteQuery(usersQuery())
  return new Map(users.data?.pages.flatMap((page) => page.items).map(({ id, email }) => [id, email]))
}

const EventRow = ({ event, who }: { event: AuditEvent; who: string }) => (
  <tr className="border-t border-line align-top [&>*]:py-1.5 [&>*]:pr-4">
    <td className="whitespace-nowrap text-ink-soft">{formatDateTime(event.created_at)}</td>
    <td>
      <span className="block first-letter:uppercase">{event.action.replaceAll(/[._]/g, ' ')}</span>
      {event.object_type && (
        <span className="text-xs text-ink-soft">{event.object_type.replaceAll('_', ' ')}</span>
      )}
    </td>
    <td className="break-all">{who}</td>
  </tr>
)

/** Who did what, newest first. */
export const Audit = () => {
  const list = useInfiniteQuery(auditQuery())
  const names = useNames()
  if (list.isPending) return <LoadingRows />
  if (!list.data)
    return (
      <ErrorState
        title={t.loadFailed}
        detail={say(reasonOf(list.error))}
        onRetry={() => void list.refetch()}
      />
    )
  const events = list.data.pages.flatMap((page) => page.items)
  if (events.length === 0) return <EmptyState title={t.auditEmpty} />
  return (
    <>
      <table className="w-full text-sm" aria-label={t.audit}>
        <thead className="text-left text-xs text-ink-soft">
          <tr>
            {[t.when, t.what, t.who].map((column) => (
              <th key={column} scope="col" className="py-1 font-normal">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow
              key={event.id}
              event={event}
              who={(event.user_id && names.get(event.user_id)) || t.system}
            />
          ))}
        </tbody>
      </table>
      {list.hasNextPage && (
        <Button className="mt-3" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </>
  )
}
