import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { Link, useLocation } from 'react-router'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input, Select } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { countries, currencyOf, guessCountry } from '@/lib/countries'
import { CURRENCIES, currencyName } from '@/lib/money'
import { paths } from '@/lib/paths'
import { account as t } from '@/lib/words/account'
import { register } from '@/services/auth'
import { metaQuery } from '@/services/meta'
import { AccountFrame } from './account-frame'

const schema = z.object({
  email: z.email(t.invalidEmail),
  password: z.string().check(z.minLength(1, t.required)),
  country: z.string(),
  currency: z.string(),
  setup_code: z.string().check(z.trim()),
})

const useRegistration = () => {
  const invite = useLocation().hash.slice(1) || null // after the #, so that it never reaches a server's log
  const country = guessCountry()
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: '', password: '', country, currency: currencyOf(country), setup_code: '' },
  })
  const create = useMutation(register())
  const submit = form.handleSubmit(({ setup_code, ...values }) =>
    create
      .mutateAsync({ ...values, display_name: '', setup_code: setup_code || null, invite })
      .catch((error: unknown) => showServerErrors(error, form)),
  )
  return { form, submit }
}

type Registration = Pick<ReturnType<typeof useRegistration>, 'form'>

/** The country chosen, its currency follows; another one can be chosen then. */
const Place = ({ form }: Registration) => {
  const { errors } = form.formState
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={t.country} error={errors.country?.message}>
        {(control) => (
          <Select
            {...control}
            autoComplete="country"
            {...form.register('country', {
              onChange: (event: { target: HTMLSelectElement }) =>
                form.setValue('currency', currencyOf(event.target.value)),
            })}
          >
            {countries().map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t.currency} error={errors.currency?.message}>
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
    </div>
  )
}

/** What every account has. */
const Login = ({ form }: Registration) => {
  const { errors } = form.formState
  return (
    <>
      <Field label={t.email} error={errors.email?.message}>
        {(control) => <Input {...control} type="email" autoComplete="username" {...form.register('email')} />}
      </Field>
      <Field label={t.password} hint={t.passwordHint} error={errors.password?.message}>
        {(control) => (
          <Input {...control} type="password" autoComplete="new-password" {...form.register('password')} />
        )}
      </Field>
    </>
  )
}

/** A new account. The first one of an installation becomes its administrator. */
export const RegisterPage = () => {
  const meta = useQuery(metaQuery())
  const { form, submit } = useRegistration()
  const { errors, isSubmitting } = form.formState
  const isFirst = meta.data?.registration.has_admin === false
  return (
    <AccountFrame
      title={t.register}
      lead={isFirst ? t.first : t.registerLead}
      footer={
        <>
          {t.haveAccount}{' '}
          <Link to={paths.login} className="text-accent underline underline-offset-2">
            {t.signIn}
          </Link>
        </>
      }
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <FormError message={errors.root?.message} />
        <Login form={form} />
        <Place form={form} />
        {meta.data?.registration.needs_setup_code && (
          <Field label={t.setupCode} hint={t.setupCodeHint} error={errors.setup_code?.message}>
            {(control) => (
              <Input {...control} autoComplete="one-time-code" {...form.register('setup_code')} />
            )}
          </Field>
        )}
        <Button type="submit" variant="primary" size="lg" busy={isSubmitting}>
          {t.register}
        </Button>
      </form>
    </AccountFrame>
  )
}
