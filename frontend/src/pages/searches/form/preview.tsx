import { useQuery } from '@tanstack/react-query'
import { SourceBadge } from '@/components/source/source-badge'
import { useDebounced } from '@/hooks/ui/use-debounced'
import { say } from '@/lib/words/say'
import { searchForm as t } from '@/lib/words/searches'
import { previewQuery, type Preview as PreviewData, type Rules } from '@/services/searches'

const Reasons = ({ preview }: { preview: PreviewData }) => (
  <ul className="mt-1 grid gap-1">
    {preview.first_excluded.slice(0, 3).map((item) => (
      <li key={item.listing_id} className="flex items-baseline gap-2 text-xs">
        <SourceBadge marketplace={item.marketplace} />
        <span className="min-w-0">
          <span dir="auto" className="block truncate">
            {item.title}
          </span>
          {item.excluded_by && <span className="text-ink-soft">{say(item.excluded_by)}</span>}
        </span>
      </li>
    ))}
  </ul>
)

/** What the rules would have done to the listings that are already stored. */
export const Preview = ({ rules, enabled }: { rules: Rules; enabled: boolean }) => {
  const settled = useDebounced(enabled ? JSON.stringify(rules) : '', 400)
  const preview = useQuery({ ...previewQuery(JSON.parse(settled || '{}') as Rules), enabled: settled !== '' })
  if (!settled) return null
  return (
    <section
      aria-label={t.previewTitle}
      aria-live="polite"
      className="min-h-20 rounded-md bg-sunken p-3 text-sm"
    >
      <h3 className="label-caps">{t.previewTitle}</h3>
      {preview.isError && <p className="text-ink-soft">{t.previewFailed}</p>}
      {preview.data && (
        <>
          <p className="font-medium">
            {preview.data.considered === 0
              ? t.previewNone
              : t.previewKept(preview.data.kept, preview.data.considered)}
          </p>
          <Reasons preview={preview.data} />
        </>
      )}
    </section>
  )
}
