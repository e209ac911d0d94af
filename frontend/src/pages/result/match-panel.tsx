import { useMutation } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { Link } from 'react-router'
import { Cover } from '@/components/cover/cover'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { notifyDone } from '@/lib/notify'
import { formatNumber } from '@/lib/money'
import { paths } from '@/lib/paths'
import { listing as t } from '@/lib/words/listing'
import { decideMatch } from '@/services/matches'
import type { ResultDetail } from '@/services/results'

type Match = NonNullable<ResultDetail['match']>

const shown = (value: Match['evidence'][number]['listing_value']): string =>
  value === null || value === '' || typeof value === 'boolean' ? '' : String(value)

const Evidence = ({ match }: { match: Match }) => (
  <table className="w-full text-sm" aria-label={t.evidenceTable}>
    <thead className="text-xs text-ink-soft">
      <tr className="[&>th]:py-1 [&>th]:pr-2 [&>th]:text-left [&>th]:font-normal">
        <th scope="col">
          <span className="sr-only">{t.evidenceTable}</span>
        </th>
        <th scope="col">{t.inListing}</th>
        <th scope="col">{t.inRecord}</th>
      </tr>
    </thead>
    <tbody>
      {(match.evidence ?? []).map((piece) => (
        <tr key={piece.name} className="border-t border-line align-top [&>*]:py-1 [&>*]:pr-2">
          <th scope="row" className="text-left font-normal whitespace-nowrap">
            {piece.weight >= 0 ? (
              <Check className="mr-1 inline size-3.5 text-good" aria-label="+" />
            ) : (
              <X className="mr-1 inline size-3.5 text-bad" aria-label="−" />
            )}
            {t.evidence(piece.name)}
          </th>
          <td dir="auto" className="break-words">
            {shown(piece.listing_value)}
          </td>
          <td dir="auto" className="break-words">
            {shown(piece.record_value)}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const Decision = ({ result, match }: { result: ResultDetail; match: Match }) => {
  const { mutate, isPending, variables } = useMutation(decideMatch())
  const decide = (decision: 'confirm' | 'reject') =>
    mutate(
      { matchId: match.record.id, listingIds: [result.listing.id], decision },
      { onSuccess: () => notifyDone(decision === 'confirm' ? t.confirmedToast : t.rejectedToast) },
    )
  if (match.confirmed_by_user) return <p className="text-sm text-good">{t.confirmed}</p>
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        busy={isPending && variables.decision === 'confirm'}
        onClick={() => decide('confirm')}
      >
        {t.confirm}
      </Button>
      <Button size="sm" busy={isPending && variables.decision === 'reject'} onClick={() => decide('reject')}>
        {t.reject}
      </Button>
    </div>
  )
}

const RecordName = ({ record }: { record: Match['record'] }) => {
  const name = <span dir="auto">{[record.artist, record.title].filter(Boolean).join(' – ')}</span>
  return (
    <p className="font-medium">
      {record.release_id ? (
        <Link to={paths.release(record.release_id)} className="underline underline-offset-2">
          {name}
        </Link>
      ) : (
        name
      )}
      {record.year && <span className="font-normal text-ink-soft"> · {record.year}</span>}
    </p>
  )
}

/** Which record the listing is taken for, on what evidence, and the user's word on it. */
export const MatchPanel = ({ result }: { result: ResultDetail }) => {
  const { match } = result
  return (
    <Section title={t.match}>
      {!match && <p className="text-sm text-ink-soft">{t.matchNone}</p>}
      {match && (
        <>
          <div className="flex gap-3">
            <Cover src={match.record.image_url} size={48} />
            <div className="grid gap-1">
              <RecordName record={match.record} />
              <p className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
                {t.matchLevel(match.record.level)}
                {match.certainty && (
                  <Badge tone={match.certainty === 'exact' || match.certainty === 'high' ? 'good' : 'warn'}>
                    {t.certainty(match.certainty)} · {formatNumber(match.confidence)}
                  </Badge>
                )}
              </p>
            </div>
          </div>
          {(match.evidence ?? []).length > 0 && (
            <details className="text-sm">
              <summary className="w-fit text-ink-soft hover:text-ink">{t.evidenceTable}</summary>
              <Evidence match={match} />
            </details>
          )}
          <Decision result={result} match={match} />
        </>
      )}
    </Section>
  )
}
