import { cn } from '@/lib/cn'
import { gradeLong, gradeShort, gradeTone, type GradeTone } from '@/lib/grade'
import { grades } from '@/lib/words/grades'

const DOT: Record<GradeTone, string> = {
  top: 'bg-grade-top',
  high: 'bg-grade-high',
  mid: 'bg-grade-mid',
  low: 'bg-grade-low',
  poor: 'bg-grade-poor',
  none: 'bg-grade-none',
}

const TEXT: Record<GradeTone, string> = {
  top: 'text-grade-top',
  high: 'text-grade-high',
  mid: 'text-grade-mid',
  low: 'text-grade-low',
  poor: 'text-grade-poor',
  none: 'text-ink-soft',
}

const One = ({ code, part }: { code: string | null | undefined; part: string }) => {
  const tone = code ? gradeTone(code) : 'none'
  const long = code ? gradeLong(code) : grades.unknown
  return (
    <span className={cn('font-semibold', TEXT[tone])}>
      <span aria-hidden>{code ? gradeShort(code) : '?'}</span>
      <span className="sr-only">
        {part}: {long}
      </span>
    </span>
  )
}

interface GradeProps {
  media: string | null | undefined
  sleeve: string | null | undefined
  /** Where the grades were read; anything but the seller's own field is said. */
  source?: string | null
  className?: string
}

/** "VG+/VG": record and sleeve, in colour and in words. */
export const Grade = ({ media, sleeve, source, className }: GradeProps) => {
  const title = `${grades.media}: ${media ? gradeLong(media) : grades.unknown} · ${grades.sleeve}: ${sleeve ? gradeLong(sleeve) : grades.unknown}`
  if (!media && !sleeve) return <span className={cn('text-sm text-ink-soft', className)}>{grades.none}</span>
  return (
    <span
      className={cn('inline-flex items-center gap-1.5 text-sm whitespace-nowrap', className)}
      title={title}
    >
      <span aria-hidden className={cn('size-2 rounded-full', DOT[media ? gradeTone(media) : 'none'])} />
      <span>
        <One code={media} part={grades.media} />
        <span aria-hidden className="text-ink-soft">
          /
        </span>
        <One code={sleeve} part={grades.sleeve} />
      </span>
      {source && source !== 'field' && <span className="text-xs text-ink-soft">{grades.source(source)}</span>}
    </span>
  )
}
