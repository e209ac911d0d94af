import { useMutation } from '@tanstack/react-query'
import { Bookmark, ShoppingBag, ShoppingBasket, X } from 'lucide-react'
import { useNavigate } from 'react-router'
import { Button } from '@/components/ui/button'
import { notifyFailed } from '@/lib/notify'
import { paths } from '@/lib/paths'
import { baskets } from '@/lib/words/baskets'
import { listing as t } from '@/lib/words/listing'
import { reasonOf } from '@/services/api/errors'
import { createBasket } from '@/services/baskets'
import type { Mark, Result } from '@/services/results'

const MARKS = [
  { mark: 'saved', label: t.save, icon: Bookmark },
  { mark: 'bought', label: t.bought, icon: ShoppingBag },
  { mark: 'dismissed', label: t.dismiss, icon: X },
] as const

interface ListingActionsProps {
  chosen: readonly Result[]
  onMark: (results: readonly Result[], mark: Mark | null) => void
  onDone: () => void
}

/** What can be done with several listings at once: a mark for all, or a basket that is to hold them. */
export const ListingActions = ({ chosen, onMark, onDone }: ListingActionsProps) => {
  const navigate = useNavigate()
  const basket = useMutation(createBasket())
  const mark = (next: Mark | null) => {
    onMark(chosen, next)
    onDone()
  }
  const fill = () =>
    basket.mutate(
      { name: '', want_ids: [], result_ids: chosen.map(({ id }) => id), options: {} },
      {
        onSuccess: ({ id }) => void navigate(paths.oneBasket(id)),
        onError: (error) => notifyFailed(reasonOf(error)),
      },
    )
  return (
    <>
      {MARKS.map(({ mark: value, label, icon: Icon }) => (
        <Button key={value} size="sm" onClick={() => mark(value)}>
          <Icon aria-hidden />
          {label}
        </Button>
      ))}
      {chosen.some((result) => result.mark) && (
        <Button size="sm" onClick={() => mark(null)}>
          {t.unmark}
        </Button>
      )}
      <Button size="sm" busy={basket.isPending} disabled={chosen.length > MOST_IN_BASKET} onClick={fill}>
        <ShoppingBasket aria-hidden />
        {baskets.fromListings}
      </Button>
    </>
  )
}

/** What the API takes at once. */
const MOST_IN_BASKET = 500
