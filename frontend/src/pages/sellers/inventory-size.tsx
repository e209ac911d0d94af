import { useMutation } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { sellers as t } from '@/lib/words/sellers'
import { askInventorySize, type SellerDetail } from '@/services/sellers'

/** What watching a seller would read, asked before one decides: it takes a request itself. */
export const InventorySize = ({ seller }: { seller: SellerDetail }) => {
  const { mutate, isPending, data } = useMutation(askInventorySize())
  return (
    <Section title={t.stock}>
      <p className="text-sm text-ink-soft" role="status">
        {data ? t.stockSize(data.listings, data.calls) : t.stockHint}
      </p>
      {!data && (
        <Button className="w-fit" busy={isPending} onClick={() => mutate(seller.id)}>
          {t.stockAsk}
        </Button>
      )}
    </Section>
  )
}
