import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Link } from 'react-router'
import { PageHeader } from '@/components/layout/page-header'
import { SourceBadge } from '@/components/source/source-badge'
import { ErrorState } from '@/components/states/states'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { LoadingRows } from '@/components/ui/skeleton'
import { messageOf } from '@/hooks/form-errors'
import { useUrlState } from '@/hooks/use-url-state'
import { paths } from '@/lib/paths'
import { say } from '@/lib/words/say'
import { searches } from '@/lib/words/searches'
import { imports as t } from '@/lib/words/setup'
import { reasonOf } from '@/services/api/errors'
import { importListings, importQuery, type Import } from '@/services/imports'

const MOST = 50_000
const TONE: Record<string, Tone> = { queued: 'plain', done: 'good', wrong: 'bad' }

const problemOf = (text: string): string | undefined =>
  !text.trim() ? t.needed : text.length > MOST ? t.tooLong : undefined

const PasteForm = ({ onRead }: { onRead: (id: string) => void }) => {
  const { mutate, isPending, error } = useMutation(importListings())
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('links')
    const text = typeof typed === 'string' ? typed : ''
    const wrong = problemOf(text)
    setProblem(wrong)
    if (!wrong) mutate(text, { onSuccess: ({ id }) => onRead(id) })
  }
  return (
    <form onSubmit={submit} className="grid max-w-2xl gap-3">
      <Field label={t.label} error={problem ?? (error ? messageOf(error) : undefined)}>
        {(control) => (
          <Textarea {...control} name="links" rows={8} placeholder={t.example} spellCheck={false} autoFocus />
        )}
      </Field>
      <Button type="submit" variant="primary" className="w-fit" busy={isPending}>
        {t.submit}
      </Button>
    </form>
  )
}

const statusWord = (status: string): string =>
  ({ queued: t.queued, done: t.read, wrong: t.wrong })[status] ?? status

const Outcome = ({ data }: { data: Import }) => (
  <table className="w-full max-w-3xl text-sm">
    <caption className="pb-2 text-left text-ink-soft" role="status">
      {data.finished ? t.finished : t.reading}
    </caption>
    <thead className="text-left text-xs text-ink-soft">
      <tr>
        <th scope="col" className="py-1 font-normal">
          {t.line}
        </th>
        <th scope="col" className="py-1 font-normal">
          {t.outcome}
        </th>
      </tr>
    </thead>
    <tbody>
      {data.lines.map((line) => (
        <tr key={line.line} className="border-t border-line align-top">
          <th scope="row" className="max-w-60 py-1.5 pr-3 text-left font-normal break-all">
            {line.text}
          </th>
          <td className="py-1.5">
            <span className="flex flex-wrap items-center gap-2">
              {line.marketplace && <SourceBadge marketplace={line.marketplace} />}
              <Badge tone={TONE[line.status]}>{statusWord(line.status)}</Badge>
              {line.reason && say(line.reason)}
            </span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const Progress = ({ importId, onAnother }: { importId: string; onAnother: () => void }) => {
  const { data, error, refetch } = useQuery(importQuery(importId))
  if (!data)
    return error ? (
      <ErrorState title={t.failed} detail={say(reasonOf(error))} onRetry={() => void refetch()} />
    ) : (
      <LoadingRows rows={3} className="h-10" />
    )
  return (
    <div className="grid gap-4">
      <Outcome data={data} />
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary">
          <Link to={`${paths.search(data.search_id)}?tab=listings&show=all`}>{t.open}</Link>
        </Button>
        <Button onClick={onAnother}>{t.another}</Button>
      </div>
    </div>
  )
}

/** Single listings by pasted links; they join the search of pasted links. */
export const ImportPage = () => {
  const [importId, setImportId] = useUrlState('import')
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} back={{ to: paths.searches, label: searches.title }} />
      {importId ? (
        <Progress importId={importId} onAnother={() => setImportId(null)} />
      ) : (
        <PasteForm onRead={setImportId} />
      )}
    </>
  )
}
