import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { useUser } from '@/hooks/use-auth'
import { notifyDone } from '@/lib/notify'
import { account } from '@/lib/words/account'
import { common } from '@/lib/words/common'
import { settings as t } from '@/lib/words/settings'
import { updateProfile } from '@/services/auth'

const schema = z.object({
  email: z.email(account.invalidEmail),
  current_password: z.string().check(z.minLength(1, account.required)),
})

const EmailForm = ({ email, onClose }: { email: string; onClose: () => void }) => {
  const save = useMutation(updateProfile())
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email, current_password: '' } })
  const submit = form.handleSubmit(async (values) => {
    try {
      await save.mutateAsync(values)
      notifyDone(t.saved)
      onClose()
    } catch (error) {
      showServerErrors(error, form)
    }
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid max-w-md gap-3 border-b border-line py-3"
    >
      <FormError message={errors.root?.message} />
      <Field label={t.email} error={errors.email?.message}>
        {(control) => (
          <Input {...control} type="email" autoFocus autoComplete="email" {...form.register('email')} />
        )}
      </Field>
      <Field label={t.currentForEmail} error={errors.current_password?.message}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            {...form.register('current_password')}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {common.save}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </form>
  )
}

interface EmailEditProps {
  isOpen: boolean
  onOpenChange: (open: boolean) => void
}

/** The e-mail address is what one signs in with, so changing it asks for the password. */
export const EmailEdit = ({ isOpen, onOpenChange }: EmailEditProps) => {
  const { email } = useUser()
  if (isOpen) return <EmailForm email={email} onClose={() => onOpenChange(false)} />
  return (
    <div className="flex min-h-12 items-center gap-3 border-b border-line py-1.5">
      <div className="w-40 shrink-0 text-sm text-ink-soft max-sm:w-28">{t.email}</div>
      <div className="min-w-0 grow break-words">{email}</div>
      <div>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t.edit(t.email)}
          title={t.edit(t.email)}
          onClick={() => onOpenChange(true)}
        >
          <Pencil aria-hidden />
        </Button>
      </div>
    </div>
  )
}
