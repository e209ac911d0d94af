import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input, Select } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { useUser } from '@/hooks/use-auth'
import { countries } from '@/lib/countries'
import { CURRENCIES, currencyName } from '@/lib/money'
import { account } from '@/lib/words/account'
import { settings } from '@/lib/words/settings'
import { setup as t } from '@/lib/words/setup'
import { updateProfile } from '@/services/auth'

const schema = z.object({
  country: z.string(),
  currency: z.string(),
  postal_code: z.string().check(z.trim(), z.maxLength(12)),
})

/** Country, postal code, currency: what the price at the door depends on. */
export const PlaceStep = ({ onDone }: { onDone: () => void }) => {
  const { country, currency, postal_code } = useUser()
  const save = useMutation(updateProfile())
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { country, currency, postal_code: postal_code ?? '' },
  })
  const submit = form.handleSubmit(({ postal_code: code, ...rest }) =>
    save
      .mutateAsync({ ...rest, postal_code: code || null })
      .then(onDone)
      .catch((error: unknown) => showServerErrors(error, form)),
  )
  const { errors, isSubmitting } = form.formState
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <p className="text-ink-soft">{t.placeHint}</p>
      <FormError message={errors.root?.message} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={account.country} error={errors.country?.message}>
          {(control) => (
            <Select {...control} autoComplete="country" {...form.register('country')}>
              {countries().map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={account.currency} error={errors.currency?.message}>
          {(control) => (
            <Select {...control} {...form.register('currency')}>
              {CURRENCIES.map((code) => (
                <option key={code} value={code}>
                  {currencyName(code)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={settings.postal} hint={settings.postalHint} error={errors.postal_code?.message}>
          {(control) => <Input {...control} autoComplete="postal-code" {...form.register('postal_code')} />}
        </Field>
      </div>
      <Button type="submit" variant="primary" className="w-fit" busy={isSubmitting}>
        {t.next}
      </Button>
    </form>
  )
}
