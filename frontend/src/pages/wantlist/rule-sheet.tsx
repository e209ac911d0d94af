import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { useForm, type UseFormRegisterReturn } from 'react-hook-form'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input, Select } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { useUser } from '@/hooks/use-auth'
import { amountField, toAmount } from '@/lib/amounts'
import { gradeLong, GRADES, gradeShort } from '@/lib/grade'
import { notifyDone } from '@/lib/notify'
import { common } from '@/lib/words/common'
import { wantlist as t } from '@/lib/words/holdings'
import { changeRules, type Want, type WantRule } from '@/services/wantlist'

const schema = z.object({
  tier: z.string(),
  max_landed_price: amountField,
  min_media: z.string(),
  min_sleeve: z.string(),
  pressing_scope: z.string(),
})

type Form = z.infer<typeof schema>

const toForm = ({ rule }: Want): Form => ({
  tier: rule.tier ?? '',
  max_landed_price: rule.max_landed_price ?? '',
  min_media: rule.min_media ?? '',
  min_sleeve: rule.min_sleeve ?? '',
  pressing_scope: rule.pressing_scope ?? '',
})

/** Only the fields the user touched, empty ones as "by default". */
const toRule = (form: Form, touched: Partial<Record<keyof Form, unknown>>, currency: string): WantRule => {
  const changed = Object.fromEntries(
    Object.entries(form)
      .filter(([name]) => touched[name as keyof Form])
      .map(([name, value]) => [name, value || null]),
  ) as WantRule
  if (!('max_landed_price' in changed)) return changed
  const amount = toAmount(form.max_landed_price)
  return { ...changed, max_landed_price: amount, currency: amount ? currency : null }
}

interface ChoiceProps {
  label: string
  error: string | undefined
  field: UseFormRegisterReturn
  options: readonly string[]
  words: (code: string) => string
}

const Choice = ({ label, error, field, options, words }: ChoiceProps) => (
  <Field label={label} error={error}>
    {(control) => (
      <Select {...control} {...field}>
        <option value="">{t.byDefault}</option>
        {options.map((code) => (
          <option key={code} value={code}>
            {words(code)}
          </option>
        ))}
      </Select>
    )}
  </Field>
)

const gradeName = (code: string) => `${gradeShort(code)} · ${gradeLong(code)}`

const BLANK: Form = { tier: '', max_landed_price: '', min_media: '', min_sleeve: '', pressing_scope: '' }

const useRuleForm = (wants: Want[], onClose: () => void) => {
  const user = useUser()
  const single = wants.length === 1 ? wants[0] : undefined
  const currency = single?.rule.currency ?? user.currency
  const form = useForm({ resolver: zodResolver(schema), defaultValues: single ? toForm(single) : BLANK })
  const change = useMutation({ ...changeRules(), meta: { quiet: true } })
  const { dirtyFields } = form.formState
  const submit = form.handleSubmit(async (values) => {
    const rule = toRule(values, dirtyFields, currency)
    if (Object.keys(rule).length === 0) return onClose()
    try {
      await change.mutateAsync({ ids: wants.map((want) => want.id), rule })
      notifyDone(t.saved)
      onClose()
    } catch (error) {
      showServerErrors(error, form)
    }
  })
  return { form, submit, single, currency }
}

/** The rule of one want, or of many at once. */
export const RuleSheet = ({ wants, onClose }: { wants: Want[]; onClose: () => void }) => {
  const id = useId()
  const { form, submit, single, currency } = useRuleForm(wants, onClose)
  const { errors, isSubmitting } = form.formState
  const choice = (
    name: Exclude<keyof Form, 'max_landed_price'>,
    label: string,
    options: readonly string[],
    words: (code: string) => string,
  ) => (
    <Choice
      label={label}
      error={errors[name]?.message}
      field={form.register(name)}
      options={options}
      words={words}
    />
  )
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={single ? t.ruleTitle : t.bulkTitle(wants.length)}
      description={single ? <bdi>{`${single.artist} – ${single.title}`}</bdi> : t.bulkHint}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={id} variant="primary" busy={isSubmitting}>
            {common.save}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        <FormError message={errors.root?.message} />
        {choice('tier', t.tier, t.tiers, t.tierOf)}
        <Field label={`${t.maxPrice} (${currency})`} error={errors.max_landed_price?.message}>
          {(control) => <Input {...control} inputMode="decimal" {...form.register('max_landed_price')} />}
        </Field>
        {choice('min_media', t.minMedia, GRADES, gradeName)}
        {choice('min_sleeve', t.minSleeve, GRADES, gradeName)}
        {choice('pressing_scope', t.scope, t.scopes, t.scopeOf)}
      </form>
    </Sheet>
  )
}
