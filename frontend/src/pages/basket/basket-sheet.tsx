import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
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
import { baskets as t } from '@/lib/words/baskets'
import { common } from '@/lib/words/common'
import { createBasket } from '@/services/baskets'
import { WantPicker } from './want-picker'

const schema = z.object({
  name: z.string().check(z.trim(), z.maxLength(120)),
  budget: amountField,
  fixed_cost: amountField,
  max_parcels: z.string().check(
    z.trim(),
    z.refine((text) => text === '' || /^([1-9]\d?|100)$/.test(text), t.maxParcelsWrong),
  ),
})

interface BasketSheetProps {
  onClose: () => void
  onCreated: (id: string) => void
}

/** The form's state: the wants chosen (null: all of them) and the limits. */
const useBasketForm = (onCreated: BasketSheetProps['onCreated']) => {
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [pickError, setPickError] = useState<string>()
  const create = useMutation(createBasket())
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: '', budget: '', fixed_cost: '', max_parcels: '' },
  })
  const submit = form.handleSubmit(async ({ name, budget, fixed_cost: fixedCost, max_parcels: most }) => {
    if (chosen?.length === 0) return setPickError(t.noneChosen)
    try {
      const basket = await create.mutateAsync({
        name,
        want_ids: chosen ?? [],
        result_ids: [],
        options: {
          budget: toAmount(budget),
          fixed_cost: toAmount(fixedCost),
          max_parcels: most ? Number(most) : null,
        },
      })
      onCreated(basket.id)
    } catch (error) {
      showServerErrors(error, form)
    }
  })
  const choose = (ids: string[] | null) => {
    setChosen(ids)
    setPickError(undefined)
  }
  return { form, submit, picker: { chosen, onChange: choose, error: pickError } }
}

const Limits = ({ form }: Pick<ReturnType<typeof useBasketForm>, 'form'>) => {
  const { currency } = useUser()
  const { errors } = form.formState
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label={`${t.budget} (${currency})`} error={errors.budget?.message}>
          {(control) => <Input {...control} inputMode="decimal" {...form.register('budget')} />}
        </Field>
        <Field label={t.maxParcels} error={errors.max_parcels?.message}>
          {(control) => <Input {...control} inputMode="numeric" {...form.register('max_parcels')} />}
        </Field>
      </div>
      <Field label={`${t.fixedCost} (${currency})`} hint={t.fixedCostHint} error={errors.fixed_cost?.message}>
        {(control) => <Input {...control} inputMode="decimal" {...form.register('fixed_cost')} />}
      </Field>
    </>
  )
}

/** Which wants, under which conditions. */
export const BasketSheet = ({ onClose, onCreated }: BasketSheetProps) => {
  const id = useId()
  const { form, submit, picker } = useBasketForm(onCreated)
  const { errors, isSubmitting } = form.formState
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.create}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={id} variant="primary" busy={isSubmitting}>
            {t.solve}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        <FormError message={errors.root?.message} />
        <WantPicker {...picker} />
        <Field label={t.name} error={errors.name?.message}>
          {(control) => <Input {...control} {...form.register('name')} />}
        </Field>
        <Limits form={form} />
      </form>
    </Sheet>
  )
}
