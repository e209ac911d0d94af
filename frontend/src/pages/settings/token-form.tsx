import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input, Select } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { account } from '@/lib/words/account'
import { security as t } from '@/lib/words/settings'
import { createApiToken } from '@/services/account'

const schema = z.object({
  name: z.string().check(z.trim(), z.minLength(1, account.required), z.maxLength(100)),
  scope: z.enum(['read', 'write']),
})

/** Makes a token; its value is handed on this once. */
export const TokenForm = ({ onMade }: { onMade: (value: string) => void }) => {
  const create = useMutation(createApiToken())
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name: '', scope: 'read' as const } })
  const submit = form.handleSubmit(async (values) => {
    try {
      const token = await create.mutateAsync({ ...values, expires_at: null })
      onMade(token.value)
      form.reset()
    } catch (error) {
      showServerErrors(error, form)
    }
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-wrap items-start gap-3">
      <FormError message={errors.root?.message} />
      <Field label={t.tokenName} error={errors.name?.message} className="grow basis-52">
        {(control) => <Input {...control} {...form.register('name')} />}
      </Field>
      <Field label={t.tokenScope} className="basis-40">
        {(control) => (
          <Select {...control} {...form.register('scope')}>
            {Object.entries(t.scopes).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" className="mt-6 h-9 max-md:h-11" busy={isSubmitting}>
        {t.make}
      </Button>
    </form>
  )
}
