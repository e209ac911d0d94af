import { TriangleAlert } from 'lucide-react'
import { ScoreParts } from '@/components/score/score-parts'
import { Section } from '@/components/ui/section'
import { listing as t } from '@/lib/words/listing'
import { say } from '@/lib/words/say'
import { scoreParts } from '@/lib/words/score-parts'
import type { ResultDetail } from '@/services/results'

/** How the score comes about, and what to be careful about. */
export const ScorePanel = ({ score }: { score: ResultDetail['score'] }) => {
  if (!score) return null
  const parts = score.parts.map((part) => ({
    label: scoreParts(part.name),
    points: Number(part.points),
    most: Number(part.most) > 0 ? Number(part.most) : null,
    detail: say(part.reason),
  }))
  return (
    <Section title={t.scoreTitle}>
      {score.warnings.length > 0 && (
        <ul aria-label={t.warnings} className="grid gap-1">
          {score.warnings.map((warning, index) => (
            <li
              key={`${warning.code}-${index}`}
              className="flex gap-2 rounded-md bg-warn-soft px-2 py-1.5 text-sm text-warn"
            >
              <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
              {say(warning)}
            </li>
          ))}
        </ul>
      )}
      <ScoreParts parts={parts} total={Number(score.score)} />
      <p className="text-xs text-ink-soft">
        {t.confidence} {t.confidenceOf(score.confidence)}
      </p>
    </Section>
  )
}
