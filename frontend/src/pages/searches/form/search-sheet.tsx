import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { showServerErrors } from '@/hooks/form-errors'
import { notifyDone } from '@/lib/notify'
import { common } from '@/lib/words/common'
import { searchForm as t, searches } from '@/lib/words/searches'
import { createSearch, updateSearch, type Rules, type Search } from '@/services/searches'
import { MainFields, MoreFields } from './fields'
import { Preview } from './preview'
import { schema, toChanges, toForm, toInput, toRules, type SearchForm } from './schema'

interface SearchSheetProps {
  /** The search to change or, with `copy`, to start from. */
  search?: Search
  copy?: boolean
  onClose: () => void
  onCreated?: (search: Search) => void
}

const usePreviewRules = (
  searchId: string | undefined,
  form: SearchForm,
): { rules: Rules; enabled: boolean } => {
  const valid = schema.safeParse(form)
  const rules = { ...toRules(form), search_id: searchId ?? null, query: searchId ? null : form.query || null }
  return { rules, enabled: valid.success }
}

const useSave = ({ search, copy, onClose, onCreated }: SearchSheetProps) => {
  const create = useMutation(createSearch())
  const update = useMutation(updateSearch(search?.id ?? ''))
  return async (form: SearchForm) => {
    if (search && !copy) {
      const saved = await update.mutateAsync(toChanges(form))
      notifyDone(searches.updated(saved.name))
    } else {
      const saved = await create.mutateAsync(toInput(form, search))
      notifyDone(searches.created(saved.name), { id: `run-${saved.id}` })
      if (onCreated) return onCreated(saved)
    }
    onClose()
  }
}

const PreviewOfForm = ({ searchId }: { searchId: string | undefined }) => {
  const form = useWatch<SearchForm>() as SearchForm
  return <Preview {...usePreviewRules(searchId, form)} />
}

/** Creates or changes a search, with its rules tried live on what is already stored. */
export const SearchSheet = (props: SearchSheetProps) => {
  const { search, copy, onClose } = props
  const id = useId()
  const start = toForm(search)
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: copy ? { ...start, name: searches.copyOf(start.name) } : start,
  })
  const save = useSave(props)
  const submit = form.handleSubmit((values) =>
    save(values).catch((error: unknown) => showServerErrors(error, form)),
  )
  const isNew = !search || copy
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={isNew ? t.create : t.edit}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={id} variant="primary" busy={form.formState.isSubmitting}>
            {isNew ? t.submitNew : t.submitEdit}
          </Button>
        </>
      }
    >
      <FormProvider {...form}>
        <form id={id} noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
          <FormError message={form.formState.errors.root?.message} />
          <MainFields hasQuery={start.needsQuery} />
          <MoreFields />
          <PreviewOfForm searchId={copy ? undefined : search?.id} />
        </form>
      </FormProvider>
    </Sheet>
  )
}
