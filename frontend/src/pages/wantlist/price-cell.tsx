import { useState } from 'react'
import { Input } from '@/components/ui/input'
import { useUser } from '@/hooks/use-auth'
import { amountField, toAmount } from '@/lib/amounts'
import { wantlist as t } from '@/lib/words/holdings'
import type { Want, WantRule } from '@/services/wantlist'

/** The most a want may cost, typed in place; saved on Enter or on leaving, Escape takes it back. */
export const PriceCell = ({ want, onChange }: { want: Want; onChange: (rule: WantRule) => void }) => {
  const user = useUser()
  const currency = want.rule.currency ?? user.currency
  const stored = want.rule.max_landed_price ?? ''
  const [draft, setDraft] = useState<string | null>(null)
  const isWrong = draft !== null && !amountField.safeParse(draft).success
  const save = () => {
    if (draft === null || isWrong) return
    const amount = toAmount(draft)
    if (amount !== (stored || null))
      onChange({ max_landed_price: amount, currency: amount ? currency : null })
    setDraft(null)
  }
  return (
    <span className="relative w-28 shrink-0 max-sm:hidden">
      <Input
        aria-label={t.maxPriceFor(want.title)}
        aria-invalid={isWrong || undefined}
        inputMode="decimal"
        className="pr-11 text-right figures"
        placeholder="–"
        value={draft ?? stored}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save()
          if (event.key === 'Escape') setDraft(null)
        }}
      />
      <span
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-xs text-ink-soft"
      >
        {currency}
      </span>
    </span>
  )
}
