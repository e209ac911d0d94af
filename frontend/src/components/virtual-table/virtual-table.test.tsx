import { act, render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { VirtualList } from './virtual-table'

const rows = Array.from({ length: 10_000 }, (_, index) => ({ id: `row-${index}`, text: `Record ${index}` }))

const show = (items = rows, onEnd?: () => void) =>
  render(
    <VirtualList items={items} label="Listings" keyOf={(row) => row.id} estimate={64} onEnd={onEnd}>
      {(row) => <a href={`#${row.id}`}>{row.text}</a>}
    </VirtualList>,
  )

const scrollTo = (top: number) =>
  act(() => {
    Object.defineProperty(window, 'scrollY', { configurable: true, value: top })
    window.dispatchEvent(new Event('scroll'))
  })

describe('a list of 10,000 rows', () => {
  it('draws only those in sight, and says how many there are', () => {
    show()
    const drawn = screen.getAllByRole('listitem')
    expect(drawn.length).toBeLessThan(40)
    expect(drawn[0]).toHaveAttribute('aria-setsize', '10000')
    expect(drawn[0]).toHaveAttribute('aria-posinset', '1')
    expect(screen.getByRole('list')).toHaveStyle({ height: `${10_000 * 64}px` })
  })

  it('draws those further down when one scrolls there, and no more than before', () => {
    show()
    scrollTo(5000 * 64)
    expect(screen.getByText('Record 5000')).toBeInTheDocument()
    expect(screen.queryByText('Record 0')).toBeNull()
    expect(screen.getAllByRole('listitem').length).toBeLessThan(60)
    scrollTo(0)
  })

  it('asks for more near its end, and not before', () => {
    const onEnd = vi.fn()
    show(rows, onEnd)
    expect(onEnd).not.toHaveBeenCalled()
    scrollTo(9990 * 64)
    expect(onEnd).toHaveBeenCalled()
    scrollTo(0)
  })

  it('of none asks for nothing', () => {
    const onEnd = vi.fn()
    show([], onEnd)
    expect(onEnd).not.toHaveBeenCalled()
  })
})
