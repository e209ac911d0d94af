import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'

interface VirtualListProps<T> {
  items: readonly T[]
  label: string
  keyOf: (item: T) => string
  /** Row height in CSS pixels before it is measured. */
  estimate: number
  children: (item: T, index: number) => ReactNode
  /** Called when the end comes near: load the next page. */
  onEnd?: () => void
}

/** A long list that draws only the rows in sight, scrolled by the page itself (so that a phone's browser bar hides). */
export const VirtualList = <T,>({ items, label, keyOf, estimate, children, onEnd }: VirtualListProps<T>) => {
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [])
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => estimate,
    getItemKey: (index) => keyOf(items[index] as T),
    overscan: 4,
    scrollMargin: top,
  })
  const rows = virtualizer.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  useLayoutEffect(() => {
    if (items.length > 0 && last >= items.length - 10) onEnd?.()
  }, [last, items.length, onEnd])
  return (
    <ul ref={list} aria-label={label} className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {rows.map((row) => (
        <li
          key={row.key}
          ref={virtualizer.measureElement}
          data-index={row.index}
          aria-setsize={items.length}
          aria-posinset={row.index + 1}
          className="absolute inset-x-0 top-0 [contain:layout_style]"
          style={{ transform: `translateY(${row.start - top}px)` }}
        >
          {children(items[row.index] as T, row.index)}
        </li>
      ))}
    </ul>
  )
}
