import { useState } from 'react'
import { cn } from '@/lib/cn'

interface CoverProps {
  src: string | null | undefined
  /** Empty where the title stands beside it. */
  alt?: string
  /** Edge of the box in CSS pixels; reserved before the picture arrives. */
  size: number
  eager?: boolean
  className?: string
}

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
export const Cover = ({ src, alt = '', size, eager, className }: CoverProps) => {
  const [failed, setFailed] = useState<string | null>(null)
  return (
    <span
      className={cn('block shrink-0 overflow-hidden rounded-sm bg-sunken', className)}
      style={{ width: size, height: size }}
    >
      {src && failed !== src ? (
        <img
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
