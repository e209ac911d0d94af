import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useTitle } from '@/hooks/ui/use-title'

interface PageHeaderProps {
  title: string
  /** One line under the title. */
  lead?: ReactNode
  actions?: ReactNode
  back?: { to: string; label: string }
}

export const PageHeader = ({ title, lead, actions, back }: PageHeaderProps) => {
  useTitle(title)
  return (
    <header className="mb-5 grid gap-1">
      {back && (
        <Link
          to={back.to}
          className="-ml-1 flex h-6 w-fit items-center gap-0.5 text-sm text-ink-soft hover:text-ink"
        >
          <ChevronLeft className="size-4" aria-hidden />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h1 dir="auto" className="text-2xl font-semibold break-words">
            {title}
          </h1>
          {lead && <div className="mt-0.5 text-sm text-ink-soft">{lead}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  )
}
