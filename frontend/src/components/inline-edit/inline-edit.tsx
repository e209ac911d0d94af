import { Pencil } from 'lucide-react'
import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { common } from '@/lib/words/common'
import { settings } from '@/lib/words/settings'

interface ControlProps {
  id: string
  name: string
  defaultValue: string
  autoFocus: true
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

interface InlineEditProps {
  label: string
  /** What is stored; the control starts with it. */
  value: string
  /** How it reads when it is not being edited. */
  shown?: string
  hint?: string
  /** Saves; gives back what is wrong, or nothing. */
  onSave: (value: string) => Promise<string | undefined>
  children: (control: ControlProps) => ReactNode
}

/** A value that turns into a field where it stands. Enter saves, Escape takes it back. */
export const InlineEdit = ({ label, value, shown, hint, onSave, children }: InlineEditProps) => {
  const id = useId()
  const [isEditing, setEditing] = useState(false)
  const [error, setError] = useState<string>()
  const [isSaving, setSaving] = useState(false)
  const stop = () => {
    setEditing(false)
    setError(undefined)
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const next = new FormData(event.currentTarget).get(id)
    setSaving(true)
    const problem = await onSave(typeof next === 'string' ? next.trim() : '')
    setSaving(false)
    if (problem) setError(problem)
    else stop()
  }
  if (!isEditing)
    return (
      <div className="flex min-h-12 items-center gap-3 border-b border-line py-1.5">
        <div className="w-40 shrink-0 text-sm text-ink-soft max-sm:w-28">{label}</div>
        <div className="min-w-0 grow break-words">
          {shown || value || <span className="text-ink-soft">{settings.notGiven}</span>}
        </div>
        <Button
          variant="ghost"
          size="icon"
          aria-label={settings.edit(label)}
          title={settings.edit(label)}
          onClick={() => setEditing(true)}
        >
          <Pencil aria-hidden />
        </Button>
      </div>
    )
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <form
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && stop()}
      className="flex flex-wrap items-start gap-3 border-b border-line py-1.5"
    >
      <div className="w-40 shrink-0 pt-2 text-sm max-sm:w-28">
        <label htmlFor={id}>{label}</label>
      </div>
      <div className="grid min-w-40 grow gap-1">
        {children({
          id,
          name: id,
          defaultValue: value,
          autoFocus: true,
          'aria-invalid': error ? true : undefined,
          'aria-describedby': describedBy || undefined,
        })}
        {error && (
          <p id={`${id}-error`} role="alert" className="text-xs text-bad">
            {error}
          </p>
        )}
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-soft">
            {hint}
          </p>
        )}
      </div>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={isSaving}>
          {common.save}
        </Button>
        <Button onClick={stop}>{common.cancel}</Button>
      </div>
    </form>
  )
}
