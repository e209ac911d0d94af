import { Bookmark, ShoppingBag, ShoppingBasket, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useBasketOf } from '@/hooks/use-basket-of'
import { baskets } from '@/lib/words/baskets'
import { listing as t } from '@/lib/words/listing'
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
  const basket = useBasketOf(chosen.map(({ id }) => id))
  const mark = (next: Mark | null) => {
    onMark(chosen, next)
    onDone()
  }
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
      <Button size="sm" busy={basket.isPending} disabled={!basket.isPossible} onClick={() => basket.fill()}>
        <ShoppingBasket aria-hidden />
        {baskets.fromListings}
      </Button>
    </>
  )
}
