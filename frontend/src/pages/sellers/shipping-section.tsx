import { useState } from 'react'
import { Price } from '@/components/money/price'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { useUser } from '@/hooks/use-auth'
import { sellers as t } from '@/lib/words/sellers'
import type { SellerDetail } from '@/services/sellers'
import { ShippingSheet } from './shipping-sheet'

type Policy = NonNullable<SellerDetail['shipping']>

const PolicyTable = ({ policy, source }: { policy: Policy; source: string }) => {
  const rows = [
    [t.first, policy.first],
    [t.extra, policy.extra],
    [t.freeOver, policy.free_over],
    [t.cap, policy.cap],
    [t.minOrder, policy.min_order],
  ] as const
  return (
    <>
      <p className="text-xs text-ink-soft">{source}</p>
      <dl className="grid gap-1 text-sm">
        {rows.map(([label, money]) =>
          money ? (
            <div key={label} className="flex justify-between gap-4">
              <dt className="text-ink-soft">{label}</dt>
              <dd>
                <Price money={money} />
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </>
  )
}

/** What a parcel from this seller costs: the user's own figures, else the seller's policy for the user's country. */
export const ShippingSection = ({ seller }: { seller: SellerDetail }) => {
  const { country } = useUser()
  const [isOpen, setOpen] = useState(false)
  const policy = seller.policies.find((one) => one.country === country)
  return (
    <Section title={t.shipping}>
      {seller.shipping && <PolicyTable policy={seller.shipping} source={t.own} />}
      {!seller.shipping && policy && <PolicyTable policy={policy} source={t.policy} />}
      {!seller.shipping && !policy && <p className="text-sm text-ink-soft">{t.policyNone}</p>}
      <Button className="w-fit" onClick={() => setOpen(true)}>
        {t.correct}
      </Button>
      {isOpen && <ShippingSheet seller={seller} onClose={() => setOpen(false)} />}
    </Section>
  )
}
