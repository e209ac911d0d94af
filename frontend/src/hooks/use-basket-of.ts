import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { notifyFailed } from '@/lib/notify'
import { paths } from '@/lib/paths'
import { reasonOf } from '@/services/api/errors'
import { createBasket } from '@/services/baskets'

/** What the API takes at once. */
const MOST = 500

/** A basket that is to hold these listings; leads to it. */
export const useBasketOf = (resultIds: readonly string[]) => {
  const navigate = useNavigate()
  const { mutate, isPending } = useMutation(createBasket())
  const fill = (name = '') =>
    mutate(
      { name, want_ids: [], result_ids: [...resultIds], options: {} },
      {
        onSuccess: ({ id }) => void navigate(paths.oneBasket(id)),
        onError: (error) => notifyFailed(reasonOf(error)),
      },
    )
  return { fill, isPending, isPossible: resultIds.length > 0 && resultIds.length <= MOST }
}
