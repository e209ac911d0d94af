import { Badge } from '@/components/ui/badge'
import { gradeShort } from '@/lib/grade'
import { formatMoney, money } from '@/lib/money'
import { wantlist as t } from '@/lib/words/holdings'
import type { Want } from '@/services/wantlist'

const price = ({ max_landed_price: most, currency }: Want['rule']) =>
  most && currency ? `≤ ${formatMoney(money(most, currency))}` : ''

/** A want's rule in short. What a wide row has fields for is left out there. */
export const WantLimits = ({ rule, hasFields = false }: Pick<Want, 'rule'> & { hasFields?: boolean }) => {
  const narrow = hasFields ? 'sm:hidden' : undefined
  return (
    <>
      {rule.tier && <Badge className={narrow}>{t.tierOf(rule.tier)}</Badge>}
      {price(rule) && <Badge className={narrow}>{price(rule)}</Badge>}
      {rule.min_media && <Badge>{gradeShort(rule.min_media)} +</Badge>}
      {rule.pressing_scope === 'release' && <Badge>{t.scopeOf('release')}</Badge>}
    </>
  )
}
