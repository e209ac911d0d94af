import { RefreshCw } from 'lucide-react'
import { useNavigate } from 'react-router'
import { Age } from '@/components/age/age'
import { PageHeader } from '@/components/layout/page-header'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useSearchActions } from '@/hooks/use-search-actions'
import { paths } from '@/lib/paths'
import { searchName } from '@/lib/search-name'
import { searchPage } from '@/lib/words/search-page'
import { searches as t } from '@/lib/words/searches'
import { RuleSummary } from '@/pages/searches/rule-summary'
import { SearchMenu } from '@/pages/searches/search-menu'
import { isRunning } from '@/services/runs'
import type { Search } from '@/services/searches'

interface SearchHeaderProps {
  search: Search
  onEdit: () => void
  onCopy: () => void
}

export const SearchHeader = ({ search, onEdit, onCopy }: SearchHeaderProps) => {
  const navigate = useNavigate()
  const { run, isStarting, toggle, remove } = useSearchActions(search)
  const deleteAndLeave = () => {
    remove()
    void navigate(paths.searches)
  }
  return (
    <PageHeader
      title={searchName(search)}
      back={{ to: paths.searches, label: searchPage.allSearches }}
      lead={
        <>
          <RuleSummary search={search} />
          <p className="mt-1 flex flex-wrap items-center gap-x-3 text-xs">
            {!search.is_active && <Badge>{t.paused}</Badge>}
            {search.last_run_at && (
              <span>
                {t.last} <Age at={search.last_run_at} />
              </span>
            )}
            {search.results.total > 0 && <span>{t.kept(search.results.included, search.results.total)}</span>}
          </p>
        </>
      }
      actions={
        <>
          <Button variant="primary" onClick={run} busy={isStarting} disabled={isRunning(search.last_run)}>
            {!isStarting && <RefreshCw aria-hidden />}
            {t.runNow}
          </Button>
          <SearchMenu
            search={search}
            onEdit={onEdit}
            onCopy={onCopy}
            onToggle={toggle}
            onDelete={deleteAndLeave}
          />
        </>
      }
    />
  )
}
