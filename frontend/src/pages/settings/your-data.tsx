import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { messageOf } from '@/hooks/form-errors'
import { download } from '@/lib/download'
import { common } from '@/lib/words/common'
import { security as t } from '@/lib/words/settings'
import { deleteAccount, exportData } from '@/services/account'

const DeleteDialog = ({ onClose }: { onClose: () => void }) => {
  const { mutate, isPending, error } = useMutation(deleteAccount())
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = new FormData(event.currentTarget).get('password')
    if (typeof password === 'string' && password) mutate(password)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t.delete} description={t.deleteLead}>
      <form onSubmit={submit} className="grid gap-4">
        <Field label={t.deleteConfirm} error={error ? messageOf(error) : undefined}>
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="current-password" />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" variant="danger" busy={isPending}>
            {t.delete}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Taking everything along, or away. */
export const YourData = () => {
  const exported = useMutation(exportData())
  const [isDeleting, setDeleting] = useState(false)
  const save = () => exported.mutate(undefined, { onSuccess: (data) => download('vinyldigger.json', data) })
  return (
    <div className="grid gap-4 text-sm">
      <div className="grid gap-2">
        <p className="text-ink-soft">{t.exportLead}</p>
        <Button className="w-fit" busy={exported.isPending} onClick={save}>
          {t.export}
        </Button>
      </div>
      <div className="grid gap-2">
        <p className="text-ink-soft">{t.deleteLead}</p>
        <Button className="w-fit" variant="danger" onClick={() => setDeleting(true)}>
          {t.delete}
        </Button>
      </div>
      {isDeleting && <DeleteDialog onClose={() => setDeleting(false)} />}
    </div>
  )
}
