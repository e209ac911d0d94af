import { Link } from 'react-router'
import { Cover } from '@/components/cover/cover'
import { Grade } from '@/components/grade/grade'
import { Badge } from '@/components/ui/badge'
import { paths } from '@/lib/paths'
import { collection as t } from '@/lib/words/holdings'
import type { Copy } from '@/services/collection'

const COVER = 160

/** Covers side by side; off-screen ones are not painted. */
export const CopyGrid = ({ copies }: { copies: Copy[] }) => (
  <ul aria-label={t.title} className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-4 gap-y-5">
    {copies.map((copy) => (
      <li key={copy.id} className="relative min-w-0 [contain-intrinsic-size:13rem] [content-visibility:auto]">
        <Cover src={copy.release.image_url} size={COVER} className="aspect-square !h-auto !w-full" />
        <Link
          data-row
          to={paths.release(copy.release.id)}
          dir="auto"
          className="mt-1.5 line-clamp-2 text-sm font-medium break-words after:absolute after:inset-0 hover:underline"
        >
          {copy.release.title}
        </Link>
        <p dir="auto" className="truncate text-xs text-ink-soft">
          {copy.release.artist}
        </p>
        <p className="flex flex-wrap items-center gap-x-2">
          {copy.media_grade && <Grade media={copy.media_grade} sleeve={copy.sleeve_grade} />}
          {copy.copies > 1 && <Badge>{t.copies(copy.copies)}</Badge>}
        </p>
      </li>
    ))}
  </ul>
)
