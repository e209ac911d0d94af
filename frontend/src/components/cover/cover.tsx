import { useState } from 'react'
import { cn } from '@/lib/cn'

interface CoverProps {
  src: string | null | undefined
  /** The same picture `THUMB_WIDTH` pixels wide: taken where that is enough for the screen. */
  thumb?: string | null
  /** Empty where the title stands beside it. */
  alt?: string
  /** Edge of the box in CSS pixels; reserved before the picture arrives. */
  size: number
  /** How wide the box is, where that is not always `size`: the `sizes` of HTML. */
  sizes?: string
  eager?: boolean
  className?: string
}

/** Discogs' two sizes of a cover, in pixels. */
const THUMB_WIDTH = 150
const FULL_WIDTH = 600

/** A record without a picture is drawn as one: rings on a sleeve. */
const Blank = () => (
  <svg viewBox="0 0 100 100" aria-hidden className="size-full text-ink-soft/40">
    <g fill="none" stroke="currentColor" strokeWidth="1.5">
      <circle cx="50" cy="50" r="34" />
      <circle cx="50" cy="50" r="26" />
      <circle cx="50" cy="50" r="12" />
    </g>
    <circle cx="50" cy="50" r="2.5" fill="currentColor" />
  </svg>
)

/** A cover in a box of fixed size; nothing moves when it loads or fails. */
export const Cover = ({ src, thumb, alt = '', size, sizes = `${size}px`, eager, className }: CoverProps) => {
  const [failed, setFailed] = useState<string | null>(null)
  const hasBoth = src && thumb && src !== thumb
  return (
    <span
      className={cn('block shrink-0 overflow-hidden rounded-sm bg-sunken', className)}
      style={{ width: size, height: size }}
    >
      {src && failed !== src ? (
        <img
          srcSet={hasBoth ? `${thumb} ${THUMB_WIDTH}w, ${src} ${FULL_WIDTH}w` : undefined}
          sizes={hasBoth ? sizes : undefined}
          src={src}
          alt={alt}
          width={size}
          height={size}
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          onError={() => setFailed(src)}
          className="size-full object-cover"
        />
      ) : (
        <Blank />
      )}
    </span>
  )
}
