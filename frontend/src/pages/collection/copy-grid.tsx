import { CoverGrid, CoverTile } from '@/components/cover-grid/cover-grid'
import { Grade } from '@/components/grade/grade'
import { Badge } from '@/components/ui/badge'
import { paths } from '@/lib/paths'
import { collection as t } from '@/lib/words/holdings'
import type { Copy } from '@/services/collection'

/** What is owned, as covers. */
export const CopyGrid = ({ copies }: { copies: Copy[] }) => (
  <CoverGrid label={t.title}>
    {copies.map(({ id, release, copies: count, media_grade: media, sleeve_grade: sleeve }) => (
      <CoverTile
        key={id}
        title={release.title}
        artist={release.artist}
        src={release.image_url}
        thumb={release.thumb_url}
        to={paths.release(release.id)}
      >
        <p className="flex flex-wrap items-center gap-x-2">
          {media && <Grade media={media} sleeve={sleeve} />}
          {count > 1 && <Badge>{t.copies(count)}</Badge>}
        </p>
      </CoverTile>
    ))}
  </CoverGrid>
)
