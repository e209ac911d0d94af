import { useMutation, useQuery } from '@tanstack/react-query'
import { RefreshCw, Trash2 } from 'lucide-react'
import { useNavigate, useParams } from 'react-router'
import { Age } from '@/components/age/age'
import { PageHeader } from '@/components/layout/page-header'
import { ErrorState } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { Loading, LoadingRows, Skeleton } from '@/components/ui/skeleton'
import { useUrlState } from '@/hooks/use-url-state'
import { notifyDone } from '@/lib/notify'
import { formatMoney, money } from '@/lib/money'
import { paths } from '@/lib/paths'
import { baskets as t } from '@/lib/words/baskets'
import { say } from '@/lib/words/say'
import { isGone, reasonOf } from '@/services/api/errors'
import { basketQuery, checkBasket, deleteBasket, isWorking, type Basket } from '@/services/baskets'
import { CheckResult } from './check-result'
import { PlanTable } from './plan-table'
import { PlanView } from './plan-view'

/** What it is to cover, and the limits it keeps to. */
const limitsOf = ({ wishes, options, currency }: Basket): string[] =>
  [
    t.wishes(wishes.length),
    options.budget ? t.within(formatMoney(money(options.budget, currency))) : '',
    options.max_parcels ? t.inAtMost(options.max_parcels) : '',
  ].filter(Boolean)

const Header = ({ basket }: { basket: Basket }) => {
  const navigate = useNavigate()
  const check = useMutation(checkBasket())
  const remove = useMutation(deleteBasket())
  const leave = () =>
    remove.mutate(basket.id, {
      onSuccess: () => {
        notifyDone(t.deleted)
        void navigate(paths.basket)
      },
    })
  return (
    <PageHeader
      title={basket.name || t.unnamed}
      back={{ to: paths.basket, label: t.title }}
      lead={
        <>
          {limitsOf(basket).join(' · ')} · {t.made} <Age at={basket.created_at} />
        </>
      }
      actions={
        <>
          {basket.plans.length > 0 && (
            <Button busy={check.isPending} onClick={() => check.mutate(basket.id)}>
              <RefreshCw aria-hidden />
              {t.check}
            </Button>
          )}
          <Button variant="danger" busy={remove.isPending} onClick={leave}>
            <Trash2 aria-hidden />
            {t.delete}
          </Button>
        </>
      }
    />
  )
}

const Plans = ({ basket }: { basket: Basket }) => {
  const [variant, setVariant] = useUrlState('plan', basket.plans[0]?.variant ?? '')
  const plan = basket.plans.find((one) => one.variant === variant) ?? basket.plans[0]
  if (!plan) return null
  return (
    <div className="grid gap-8">
      <PlanTable
        plans={basket.plans}
        wishes={basket.wishes.length}
        chosen={plan.variant}
        onChoose={setVariant}
      />
      {basket.check && <CheckResult basket={basket} check={basket.check} />}
      <PlanView plan={plan} name={basket.name || t.unnamed} />
    </div>
  )
}

const Working = () => (
  <Loading className="grid gap-3">
    <p className="text-ink-soft">{t.working}</p>
    <Skeleton className="h-40" />
    <Skeleton className="h-64" />
  </Loading>
)

/** One basket: its plans side by side, and the chosen one parcel by parcel. */
export const BasketPage = () => {
  const { basketId = '' } = useParams()
  const query = useQuery(basketQuery(basketId))
  const basket = query.data
  if (query.isError && !basket)
    return (
      <ErrorState
        title={isGone(query.error) ? t.gone : t.failed}
        detail={isGone(query.error) ? undefined : say(reasonOf(query.error))}
        onRetry={() => void query.refetch()}
      />
    )
  if (!basket) return <LoadingRows />
  return (
    <>
      <Header basket={basket} />
      {isWorking(basket.status) && basket.plans.length === 0 && <Working />}
      {basket.status === 'failed' && (
        <ErrorState title={t.solveFailed} detail={basket.error && say(basket.error)} />
      )}
      <Plans basket={basket} />
    </>
  )
}
