import { RefreshCw } from 'lucide-react'
import { Link } from 'react-router'
import { Age } from '@/components/age/age'
import { RunProgress } from '@/components/run/run-progress'
import { Price } from '@/components/money/price'
import { Score } from '@/components/score/score'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useUser } from '@/hooks/use-auth'
import { useSearchActions } from '@/hooks/use-search-actions'
import { money } from '@/lib/money'
import { paths } from '@/lib/paths'
import { searchName } from '@/lib/search-name'
import { say } from '@/lib/words/say'
import { searches as t } from '@/lib/words/searches'
import { RuleSummary } from '@/pages/searches/rule-summary'
import { SearchMenu } from '@/pages/searches/search-menu'
import { isRunning } from '@/services/runs'
import type { Search } from '@/services/searches'

const Schedule = ({ search }: { search: Search }) => (
  <p className="flex flex-wrap gap-x-3 text-xs text-ink-soft">
    <span>
      {search.last_run_at ? (
        <>
          {t.last} <Age at={search.last_run_at} />
        </>
      ) : (
        search.kind !== 'imports' && t.never
      )}
    </span>
    {search.is_active && search.next_run_at && (
      <span>
        {t.next} <Age at={search.next_run_at} />
      </span>
    )}
    {search.results.total > 0 && <span>{t.kept(search.results.included, search.results.total)}</span>}
    {search.last_run?.error && <span className="text-bad">{say(search.last_run.error)}</span>}
  </p>
)

/** The best score and the lowest price at the door among what was kept; not always of one listing. */
const Best = ({ results }: Pick<Search, 'results'>) => {
  const { currency } = useUser()
  const { best_score: score, best_landed: landed, best_certain: certain } = results
  if (score === null) return null
  return (
    <div className="grid shrink-0 justify-items-end gap-0.5">
      <Score value={Number(score)} compact />
      {landed && (
        <span className="text-sm" title={t.best}>
          <span className="text-xs text-ink-soft">{t.lowest}</span>{' '}
          <Price money={money(landed, currency)} certainty={certain ?? 'estimated'} className="font-medium" />
        </span>
      )}
    </div>
  )
}

interface SearchRowProps {
  search: Search
  onEdit: () => void
  onCopy: () => void
}

/** One search at a glance: what it wants, how it is doing, the best it has. */
export const SearchRow = ({ search, onEdit, onCopy }: SearchRowProps) => {
  const actions = useSearchActions(search)
  const running = isRunning(search.last_run)
  return (
    <li className="grid gap-2 border-b border-line py-3 last:border-b-0">
      <div className="flex items-start gap-2">
        <div className="grid min-w-0 grow gap-1">
          <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base font-semibold">
            <Link
              data-row
              to={paths.search(search.id)}
              dir="auto"
              className="min-w-0 break-words hover:underline"
            >
              {searchName(search)}
            </Link>
            {search.results.new > 0 && <Badge tone="accent">{t.newCount(search.results.new)}</Badge>}
            {!search.is_active && <Badge>{t.paused}</Badge>}
          </h2>
          <RuleSummary search={search} />
          <Schedule search={search} />
        </div>
        <Best results={search.results} />
        <div className="-mr-2 flex shrink-0 max-md:flex-col-reverse">
          <Button
            variant="ghost"
            size="icon"
            aria-label={`${t.runNow}: ${searchName(search)}`}
            title={t.runNow}
            onClick={actions.run}
            disabled={running}
            busy={actions.isStarting}
          >
            {!actions.isStarting && <RefreshCw aria-hidden />}
          </Button>
          <SearchMenu
            search={search}
            onEdit={onEdit}
            onCopy={onCopy}
            onToggle={actions.toggle}
            onDelete={actions.remove}
          />
        </div>
      </div>
      {running && search.last_run && <RunProgress {...search.last_run} />}
    </li>
  )
}
