import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input, Select } from '@/components/ui/input'
import { useUser } from '@/hooks/use-auth'
import { countries } from '@/lib/countries'
import { CURRENCIES, currencyName } from '@/lib/money'
import { account } from '@/lib/words/account'
import { say } from '@/lib/words/say'
import { settings } from '@/lib/words/settings'
import { setup as t } from '@/lib/words/setup'
import { reasonOf } from '@/services/api/errors'
import { updateProfile } from '@/services/auth'

/** Country, postal code, currency: what the price at the door depends on. */
export const PlaceStep = ({ onDone }: { onDone: () => void }) => {
  const user = useUser()
  const { mutate, isPending, error } = useMutation(updateProfile())
  const [form, setForm] = useState({
    country: user.country,
    currency: user.currency,
    postal_code: user.postal_code ?? '',
  })
  const set = (name: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm({ ...form, [name]: event.target.value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate({ ...form, postal_code: form.postal_code.trim() || null }, { onSuccess: onDone })
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
      <p className="text-ink-soft">{t.placeHint}</p>
      <FormError message={error ? say(reasonOf(error)) : undefined} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={account.country}>
          {(control) => (
            <Select {...control} value={form.country} onChange={set('country')}>
              {countries().map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={account.currency}>
          {(control) => (
            <Select {...control} value={form.currency} onChange={set('currency')}>
              {CURRENCIES.map((code) => (
                <option key={code} value={code}>
                  {currencyName(code)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={settings.postal} hint={settings.postalHint}>
          {(control) => (
            <Input {...control} maxLength={12} value={form.postal_code} onChange={set('postal_code')} />
          )}
        </Field>
      </div>
      <Button type="submit" variant="primary" className="w-fit" busy={isPending}>
        {t.next}
      </Button>
    </form>
  )
}
