import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import { Age } from '@/components/age/age'
import { PageHeader } from '@/components/layout/page-header'
import { Price } from '@/components/money/price'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { useUrlState } from '@/hooks/use-url-state'
import { paths } from '@/lib/paths'
import { baskets as t } from '@/lib/words/baskets'
import { common } from '@/lib/words/common'
import { say } from '@/lib/words/say'
import { reasonOf } from '@/services/api/errors'
import { basketsQuery, type BasketBrief } from '@/services/baskets'
import { BasketSheet } from './basket-sheet'

const BasketRow = ({ basket }: { basket: BasketBrief }) => (
  <li className="relative flex items-center gap-3 border-b border-line py-3">
    <div className="min-w-0 grow">
      <h2 className="font-semibold">
        <Link
          data-row
          to={paths.oneBasket(basket.id)}
          className="after:absolute after:inset-0 hover:underline"
        >
          {basket.name || t.unnamed}
        </Link>
      </h2>
      <p className="text-sm text-ink-soft">
        {[
          basket.status === 'solved' ? t.covered(basket.covered, basket.wishes) : t.wishes(basket.wishes),
          basket.parcels > 0 && t.parcels(basket.parcels),
        ]
          .filter(Boolean)
          .join(' · ')}{' '}
        · <Age at={basket.created_at} />
      </p>
    </div>
    {basket.status === 'solved' ? (
      <Price money={basket.landed} certainty="estimated" className="font-semibold" />
    ) : (
      <Badge tone={basket.status === 'failed' ? 'bad' : 'accent'}>{t.status(basket.status)}</Badge>
    )}
  </li>
)

/** The user's baskets, newest first. */
export const BasketsPage = () => {
  const navigate = useNavigate()
  const list = useInfiniteQuery(basketsQuery())
  const [isNew, setNew] = useUrlState('new')
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const create = (
    <Button variant="primary" onClick={() => setNew('1')}>
      <Plus aria-hidden />
      {t.create}
    </Button>
  )
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} actions={items.length > 0 && create} />
      {list.isPending && <LoadingRows rows={3} />}
      {list.isError && !list.data && (
        <ErrorState
          title={t.listFailed}
          detail={say(reasonOf(list.error))}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.isSuccess && items.length === 0 && (
        <EmptyState title={t.emptyTitle} hint={t.emptyHint} action={create} />
      )}
      {items.length > 0 && (
        <ul aria-label={t.title}>
          {items.map((basket) => (
            <BasketRow key={basket.id} basket={basket} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button className="mt-3" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
      {isNew && (
        <BasketSheet onClose={() => setNew(null)} onCreated={(id) => void navigate(paths.oneBasket(id))} />
      )}
    </>
  )
}
