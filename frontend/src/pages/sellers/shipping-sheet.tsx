import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { useUser } from '@/hooks/use-auth'
import { amountField, toAmount } from '@/lib/amounts'
import { notifyDone } from '@/lib/notify'
import { account } from '@/lib/words/account'
import { common } from '@/lib/words/common'
import { sellers as t } from '@/lib/words/sellers'
import { setSellerShipping, type SellerDetail } from '@/services/sellers'

const schema = z.object({
  first: amountField.check(z.minLength(1, account.required)),
  extra: amountField,
  free_over: amountField,
  cap: amountField,
  min_order: amountField,
})

const FIELDS = [
  ['first', t.first],
  ['extra', t.extra],
  ['free_over', t.freeOver],
  ['cap', t.cap],
  ['min_order', t.minOrder],
] as const

/** The user's own knowledge of what this seller asks for a parcel. */
export const ShippingSheet = ({ seller, onClose }: { seller: SellerDetail; onClose: () => void }) => {
  const id = useId()
  const user = useUser()
  const own = seller.shipping
  const currency = own?.first?.currency ?? user.currency
  const save = useMutation(setSellerShipping(seller.id))
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: Object.fromEntries(FIELDS.map(([name]) => [name, own?.[name]?.amount ?? ''])) as Record<
      (typeof FIELDS)[number][0],
      string
    >,
  })
  const submit = form.handleSubmit(async ({ first, ...rest }) => {
    const others = Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, toAmount(text)]))
    try {
      await save.mutateAsync({ currency, first: toAmount(first) ?? '0', ...others })
      notifyDone(t.shippingSaved)
      onClose()
    } catch (error) {
      showServerErrors(error, form)
    }
  })
  const forget = () => save.mutate(null, { onSuccess: onClose })
  const { errors, isSubmitting } = form.formState
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.correct}
      description={`${t.correctHint} (${currency})`}
      footer={
        <>
          {own && (
            <Button variant="danger" className="mr-auto" onClick={forget}>
              {t.removeOwn}
            </Button>
          )}
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={id} variant="primary" busy={isSubmitting}>
            {common.save}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        <FormError message={errors.root?.message} />
        {FIELDS.map(([name, label]) => (
          <Field key={name} label={label} error={errors[name]?.message}>
            {(control) => <Input {...control} inputMode="decimal" {...form.register(name)} />}
          </Field>
        ))}
      </form>
    </Sheet>
  )
}
