import { Section } from '@/components/ui/section'
import { listing as t } from '@/lib/words/listing'
import { say } from '@/lib/words/say'
import type { ResultDetail } from '@/services/results'

type Row = [label: string, value: string]

const parsedRows = ({ parsed }: ResultDetail): Row[] => {
  if (!parsed) return []
  const rows: [string, string | number | null | undefined][] = [
    [t.evidence('artist'), parsed.artist],
    [t.evidence('title'), parsed.title],
    [t.evidence('label'), parsed.label],
    [t.evidence('catalogue_number'), parsed.catalogue_numbers.join(', ')],
    [t.evidence('barcode'), parsed.barcodes.join(', ')],
    [t.evidence('year'), parsed.year],
    [t.evidence('country'), parsed.country],
  ]
  return rows.flatMap(([label, value]): Row[] => (value ? [[label, String(value)]] : []))
}

const Rows = ({ rows }: { rows: Row[] }) => (
  <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
    {rows.map(([label, value]) => (
      <div key={label} className="contents">
        <dt className="text-ink-soft first-letter:uppercase">{label}</dt>
        <dd dir="auto" className="break-words">
          {value}
        </dd>
      </div>
    ))}
  </dl>
)

/** The seller's words and the fields given, for who wants to know exactly. */
export const ListingDetails = ({ result }: { result: ResultDetail }) => {
  const aspects = Object.entries(result.aspects).map(([name, values]): Row => [name, values.join(', ')])
  const read = parsedRows(result)
  const { media, sleeve } = result.listing
  const notes = [...media.notes, ...sleeve.notes, ...(result.parsed?.risks ?? [])]
  if (!result.comments && aspects.length === 0 && read.length === 0 && notes.length === 0) return null
  return (
    <Section title={t.details}>
      {result.comments && (
        <blockquote dir="auto" className="border-l-2 border-line pl-3 text-sm whitespace-pre-line">
          {result.comments}
        </blockquote>
      )}
      {notes.map((note, index) => (
        <p key={`${note.code}-${index}`} className="text-sm text-warn">
          {say(note)}
        </p>
      ))}
      <Rows rows={aspects} />
      {read.length > 0 && (
        <details className="text-sm">
          <summary className="w-fit text-ink-soft hover:text-ink">{t.read}</summary>
          <div className="mt-2">
            <Rows rows={read} />
          </div>
        </details>
      )}
    </Section>
  )
}
