import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { say } from '@/lib/words/say'
import { ApiError, reasonOf } from '@/services/api/errors'

/** Puts what the server refused beside the fields it names; everything else over the form (`root`). */
export const showServerErrors = <T extends FieldValues>(error: unknown, form: UseFormReturn<T>): void => {
  const known = error instanceof ApiError ? error.fields.filter(({ field }) => field in form.getValues()) : []
  known.forEach(({ field, message }, index) =>
    form.setError(field as Path<T>, { type: 'server', message }, { shouldFocus: index === 0 }),
  )
  if (known.length === 0) form.setError('root', { type: 'server', message: say(reasonOf(error)) })
}
