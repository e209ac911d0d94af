import { useMutation, type UseMutationOptions } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { messageOf } from '@/hooks/form-errors'
import { notifyDone } from '@/lib/notify'
import { account } from '@/lib/words/account'
import { connections as t } from '@/lib/words/settings'
import { connectByToken, verifyConnection, type Connection } from '@/services/connections'

interface OneFieldProps {
  summary: string
  label: string
  hint: string
  marketplace: string
  least: number
  tooShort: string
  isSecret?: boolean
  mutation: UseMutationOptions<Connection, Error, string>
}

/** A folded form of one field that ends in a connection. */
const OneField = ({
  summary,
  label,
  hint,
  marketplace,
  least,
  tooShort,
  isSecret,
  mutation,
}: OneFieldProps) => {
  const { mutate, isPending } = useMutation(mutation)
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('value')
    const value = typeof typed === 'string' ? typed.trim() : ''
    if (value.length < least) return setProblem(tooShort)
    setProblem(undefined)
    mutate(value, {
      onSuccess: () => notifyDone(t.connectedToast(marketplace)),
      onError: (error) => setProblem(messageOf(error)),
    })
  }
  return (
    <details className="text-sm">
      <summary className="w-fit text-ink-soft hover:text-ink">{summary}</summary>
      <form onSubmit={submit} className="mt-2 flex flex-wrap items-end gap-2">
        <Field label={label} hint={hint} error={problem} className="grow basis-64">
          {(control) => (
            <Input {...control} name="value" type={isSecret ? 'password' : 'text'} autoComplete="off" />
          )}
        </Field>
        <Button type="submit" busy={isPending} className="mb-5">
          {t.use}
        </Button>
      </form>
    </details>
  )
}

export const PasteCode = ({ marketplace }: { marketplace: string }) => (
  <OneField
    summary={t.pasted}
    label={t.pastedLabel}
    hint={t.pastedHint}
    marketplace={marketplace}
    least={1}
    tooShort={account.required}
    mutation={verifyConnection(marketplace)}
  />
)

export const PersonalToken = ({ marketplace }: { marketplace: string }) => (
  <OneField
    summary={t.token}
    label={t.tokenLabel}
    hint={t.tokenHint}
    marketplace={marketplace}
    least={10}
    tooShort={t.tokenShort}
    isSecret
    mutation={connectByToken(marketplace)}
  />
)
