import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { Link, useLocation, useNavigate } from 'react-router'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { notifyDone } from '@/lib/notify'
import { paths } from '@/lib/paths'
import { account as t } from '@/lib/words/account'
import { resetPassword } from '@/services/account'
import { AccountFrame } from './account-frame'

const schema = z.object({ password: z.string().check(z.minLength(1, t.required), z.maxLength(1024)) })

/** A new password by an administrator's one-time link. */
export const ResetPage = () => {
  const navigate = useNavigate()
  const token = useLocation().hash.slice(1) // after the #, so that it never reaches a server's log
  const reset = useMutation(resetPassword())
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { password: '' } })
  const submit = form.handleSubmit(async ({ password }) => {
    try {
      await reset.mutateAsync({ token, password })
      notifyDone(t.resetDone)
      void navigate(paths.login)
    } catch (error) {
      showServerErrors(error, form)
    }
  })
  const { errors, isSubmitting } = form.formState
  return (
    <AccountFrame
      title={t.resetTitle}
      lead={token ? t.passwordHint : t.resetMissing}
      footer={
        <Link to={paths.login} className="text-accent underline underline-offset-2">
          {t.signIn}
        </Link>
      }
    >
      {token && (
        <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
          <FormError message={errors.root?.message} />
          <Field label={t.newPassword} error={errors.password?.message}>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="new-password"
                {...form.register('password')}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" size="lg" busy={isSubmitting}>
            {t.resetTitle}
          </Button>
        </form>
      )}
    </AccountFrame>
  )
}
