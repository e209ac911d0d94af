import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { showServerErrors } from '@/hooks/form-errors'
import { notifyDone } from '@/lib/notify'
import { common } from '@/lib/words/common'
import { wantlist as t } from '@/lib/words/holdings'
import { addWant } from '@/services/wantlist'

const text = (most: number) => z.string().check(z.trim(), z.maxLength(most))

const schema = z
  .object({
    release_external_id: z.string().check(
      z.trim(),
      z.refine((id) => /^\d{0,20}$/.test(id), t.addNumberWrong),
    ),
    artist: text(200),
    title: text(300),
  })
  .check(
    z.refine((form) => Boolean(form.release_external_id || (form.artist && form.title)), {
      path: ['title'],
      message: t.addNeeded,
    }),
  )

/** A want that only this product knows of. */
export const AddSheet = ({ onClose }: { onClose: () => void }) => {
  const id = useId()
  const add = useMutation(addWant())
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { release_external_id: '', artist: '', title: '' },
  })
  const submit = form.handleSubmit(async ({ release_external_id: number, ...names }) => {
    try {
      const want = await add.mutateAsync({
        ...names,
        release_external_id: number || null,
        notes: '',
        rule: {},
      })
      notifyDone(t.added(want.title))
      onClose()
    } catch (error) {
      showServerErrors(error, form)
    }
  })
  const { errors, isSubmitting } = form.formState
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.add}
      description={t.addHint}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={id} variant="primary" busy={isSubmitting}>
            {t.add}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        <FormError message={errors.root?.message} />
        <Field label={t.addNumber} error={errors.release_external_id?.message}>
          {(control) => (
            <Input {...control} inputMode="numeric" autoFocus {...form.register('release_external_id')} />
          )}
        </Field>
        <Field label={t.addArtist} error={errors.artist?.message}>
          {(control) => <Input {...control} {...form.register('artist')} />}
        </Field>
        <Field label={t.addTitle} error={errors.title?.message}>
          {(control) => <Input {...control} {...form.register('title')} />}
        </Field>
      </form>
    </Sheet>
  )
}
