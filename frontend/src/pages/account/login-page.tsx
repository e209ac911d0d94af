import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { Link } from 'react-router'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { paths } from '@/lib/paths'
import { account as t } from '@/lib/words/account'
import { login } from '@/services/auth'
import { metaQuery } from '@/services/meta'
import { AccountFrame } from './account-frame'

const schema = z.object({
  email: z.email(t.invalidEmail),
  password: z.string().check(z.minLength(1, t.required)),
})

/** Signing in; the route around it goes on as soon as there is a token. */
export const LoginPage = () => {
  const meta = useQuery(metaQuery())
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '', password: '' } })
  const signIn = useMutation(login())
  const submit = form.handleSubmit((values) =>
    signIn.mutateAsync(values).catch((error: unknown) => showServerErrors(error, form)),
  )
  const { errors, isSubmitting } = form.formState
  return (
    <AccountFrame
      title={t.signIn}
      lead={t.signInLead}
      footer={
        meta.data?.registration.is_open !== false && (
          <>
            {t.noAccount}{' '}
            <Link to={paths.register} className="text-accent underline underline-offset-2">
              {t.register}
            </Link>
          </>
        )
      }
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <FormError message={errors.root?.message} />
        <Field label={t.email} error={errors.email?.message}>
          {(control) => (
            <Input {...control} type="email" autoComplete="username" {...form.register('email')} />
          )}
        </Field>
        <Field label={t.password} error={errors.password?.message}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              {...form.register('password')}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={isSubmitting}>
          {t.signIn}
        </Button>
      </form>
    </AccountFrame>
  )
}
