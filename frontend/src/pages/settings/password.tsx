import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { notifyDone } from '@/lib/notify'
import { account } from '@/lib/words/account'
import { security as t } from '@/lib/words/settings'
import { changePassword } from '@/services/account'

const needed = z.string().check(z.minLength(1, account.required), z.maxLength(1024))
const schema = z.object({ current_password: needed, new_password: needed })

export const Password = () => {
  const change = useMutation(changePassword())
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { current_password: '', new_password: '' },
  })
  const submit = form.handleSubmit(async (values) => {
    try {
      await change.mutateAsync(values)
      notifyDone(t.changed)
      form.reset()
    } catch (error) {
      showServerErrors(error, form)
    }
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-md gap-3">
      <FormError message={errors.root?.message} />
      <Field label={t.current} error={errors.current_password?.message}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            {...form.register('current_password')}
          />
        )}
      </Field>
      <Field label={t.fresh} hint={account.passwordHint} error={errors.new_password?.message}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            {...form.register('new_password')}
          />
        )}
      </Field>
      <Button type="submit" className="w-fit" busy={isSubmitting}>
        {t.change}
      </Button>
    </form>
  )
}
