import { useMutation } from '@tanstack/react-query'
import { notifyDone } from '@/lib/notify'
import { searchName } from '@/lib/search-name'
import { searches as t } from '@/lib/words/searches'
import { deleteSearch, restoreSearch, runSearch, setSearchActive, type Search } from '@/services/searches'

/** What can be done to a search wherever it is shown; deleting and pausing can be taken back. */
export const useSearchActions = (search: Pick<Search, 'id' | 'kind' | 'name' | 'is_active'>) => {
  const { id, is_active: active } = search
  const name = searchName(search)
  const run = useMutation(runSearch())
  const activity = useMutation(setSearchActive())
  const remove = useMutation(deleteSearch())
  const restore = useMutation(restoreSearch())
  return {
    run: () => run.mutate(id),
    isStarting: run.isPending,
    toggle: () =>
      activity.mutate(
        { id, active: !active },
        {
          onSuccess: () =>
            active && notifyDone(t.pausedToast(name), { undo: () => activity.mutate({ id, active: true }) }),
        },
      ),
    remove: () => {
      remove.mutate(id)
      notifyDone(t.deleted(name), { undo: () => restore.mutate(id), id: `deleted-${id}` })
    },
  }
}
