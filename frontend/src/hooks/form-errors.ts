import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { say } from '@/lib/words/say'
import { ApiError, reasonOf } from '@/services/api/errors'

const faultsOf = (error: unknown) => (error instanceof ApiError ? error.fields : [])

/** What was refused, in one sentence: the server's own about the first field, else the word for its code. */
export const messageOf = (error: unknown): string => faultsOf(error)[0]?.message ?? say(reasonOf(error))

/** Puts what the server refused beside the fields it names ("rule.min_media"); everything else over the form (`root`). */
export const showServerErrors = <T extends FieldValues>(error: unknown, form: UseFormReturn<T>): void => {
  const values = form.getValues()
  const known = faultsOf(error).flatMap(({ field, message }) => {
    const name = field.split('.').find((part) => part in values)
    return name === undefined ? [] : [{ name, message }]
  })
  known.forEach(({ name, message }, index) =>
    form.setError(name as Path<T>, { type: 'server', message }, { shouldFocus: index === 0 }),
  )
  if (known.length === 0) form.setError('root', { type: 'server', message: messageOf(error) })
}
