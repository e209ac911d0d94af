import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Cover } from '@/components/cover/cover'

/** Edge of a cover; in a column it is stretched to the column's width. */
const COVER = 160
/** Two columns on a phone; at a desk columns of 136 px and more. */
const SIZES = '(min-width: 40rem) 11rem, 45vw'

interface CoverTileProps {
  title: string
  artist: string
  src: string | null | undefined
  thumb: string | null | undefined
  /** The page of the record, if it has one. */
  to: string | null
  /** Laid over the cover's upper edge; with a mouse only where it points, so that covers can be looked at. */
  over?: ReactNode
  /** Under the names. */
  children?: ReactNode
}

const OVER =
  'absolute inset-x-1 top-1 z-1 flex justify-between group-focus-within:opacity-100 group-hover:opacity-100 has-checked:opacity-100 pointer-fine:opacity-0'

const NAME = 'mt-1.5 line-clamp-2 text-sm font-medium break-words'

/** One record as its cover; off-screen ones are not painted. */
export const CoverTile = ({ title, artist, src, thumb, to, over, children }: CoverTileProps) => (
  <li className="group relative min-w-0 [contain-intrinsic-size:auto_14rem] [content-visibility:auto]">
    <Cover src={src} thumb={thumb} size={COVER} sizes={SIZES} className="aspect-square !h-auto !w-full" />
    {to ? (
      <Link data-row to={to} dir="auto" className={`${NAME} after:absolute after:inset-0 hover:underline`}>
        {title}
      </Link>
    ) : (
      <p dir="auto" className={NAME}>
        {title}
      </p>
    )}
    <p dir="auto" className="truncate text-xs text-ink-soft">
      {artist}
    </p>
    {children}
    {over && <div className={OVER}>{over}</div>}
  </li>
)

/** Covers side by side. */
export const CoverGrid = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul aria-label={label} className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-4 gap-y-5">
    {children}
  </ul>
)
