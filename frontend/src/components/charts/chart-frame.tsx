import type { ReactNode } from 'react'
import { common } from '@/lib/words/common'

interface ChartFrameProps {
  /** What the chart shows, in a sentence: its name for who cannot see it. */
  label: string
  children: ReactNode
  /** The same figures to read. */
  table: ReactNode
  /** How high it is drawn. */
  className?: string
}

/** A chart, named, with a table of the same figures under it. */
export const ChartFrame = ({ label, children, table, className = 'h-56' }: ChartFrameProps) => (
  <figure className="grid gap-2">
    <div role="img" aria-label={label} className={className}>
      {children}
    </div>
    <figcaption>
      <details className="text-sm">
        <summary className="w-fit text-xs text-ink-soft hover:text-ink">{common.asTable}</summary>
        <div className="max-h-72 overflow-auto pt-2" tabIndex={0} role="group" aria-label={label}>
          {table}
        </div>
      </details>
    </figcaption>
  </figure>
)

export const FigureTable = ({ columns, rows }: { columns: string[]; rows: ReactNode[][] }) => (
  <table className="w-full text-sm figures">
    <thead className="text-xs text-ink-soft">
      <tr>
        {columns.map((column, index) => (
          <th
            key={column}
            scope="col"
            className={index === 0 ? 'py-1 text-left font-normal' : 'py-1 text-right font-normal'}
          >
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((cells, row) => (
        <tr key={row} className="border-t border-line">
          {cells.map((cell, index) =>
            index === 0 ? (
              <th key={index} scope="row" className="py-1 text-left font-normal">
                {cell}
              </th>
            ) : (
              <td key={index} className="py-1 text-right">
                {cell}
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
)
