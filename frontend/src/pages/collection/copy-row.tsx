import { Link } from 'react-router'
import { Cover } from '@/components/cover/cover'
import { Grade } from '@/components/grade/grade'
import { Badge } from '@/components/ui/badge'
import { paths } from '@/lib/paths'
import { collection as t } from '@/lib/words/holdings'
import type { Copy } from '@/services/collection'

/** One copy in the list. */
export const CopyRow = ({ copy }: { copy: Copy }) => {
  const { release } = copy
  return (
    <div className="relative flex items-center gap-3 border-b border-line py-2">
      <Cover src={release.image_url} thumb={release.thumb_url} size={48} />
      <div className="min-w-0 grow">
        <Link
          data-row
          to={paths.release(release.id)}
          dir="auto"
          className="line-clamp-2 text-sm font-medium break-words after:absolute after:inset-0 hover:underline"
        >
          {[release.artist, release.title].join(' – ')}
        </Link>
        <p className="text-xs text-ink-soft">
          {[release.year, release.country, release.format, release.catalogue_numbers[0]]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {copy.copies > 1 && <Badge>{t.copies(copy.copies)}</Badge>}
      {copy.folder && <span className="text-xs text-ink-soft max-sm:hidden">{copy.folder}</span>}
      {copy.media_grade && <Grade media={copy.media_grade} sleeve={copy.sleeve_grade} />}
    </div>
  )
}
