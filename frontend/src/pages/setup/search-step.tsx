import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { useUser } from '@/hooks/use-auth'
import { amountField, toAmount } from '@/lib/amounts'
import { paths } from '@/lib/paths'
import { searchForm as words } from '@/lib/words/searches'
import { setup as t } from '@/lib/words/setup'
import { createSearch } from '@/services/searches'

const schema = z.object({
  query: z.string().check(z.trim(), z.minLength(2, words.queryNeeded), z.maxLength(120)),
  max_price: amountField,
})

/** The first search, with nothing but words and a limit. */
export const SearchStep = () => {
  const navigate = useNavigate()
  const { currency } = useUser()
  const create = useMutation(createSearch())
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { query: '', max_price: '' } })
  const submit = form.handleSubmit(async ({ query, max_price }) => {
    try {
      const search = await create.mutateAsync({
        kind: 'query',
        name: query,
        query,
        max_price: toAmount(max_price),
        min_record_condition: 'vg',
        platforms: [],
        check_interval_hours: 24,
        first_run_quiet: true,
        is_active: true,
      })
      void navigate(paths.search(search.id))
    } catch (error) {
      showServerErrors(error, form)
    }
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <p className="text-ink-soft">{t.searchHint}</p>
      <FormError message={errors.root?.message} />
      <Field label={words.query} hint={words.queryHint} error={errors.query?.message}>
        {(control) => <Input {...control} placeholder={words.queryExample} {...form.register('query')} />}
      </Field>
      <Field
        label={words.maxPrice}
        hint={words.maxPriceHint(currency)}
        error={errors.max_price?.message}
        className="max-w-60"
      >
        {(control) => <Input {...control} inputMode="decimal" {...form.register('max_price')} />}
      </Field>
      <Button type="submit" variant="primary" className="w-fit" busy={isSubmitting}>
        {words.submitNew}
      </Button>
    </form>
  )
}
