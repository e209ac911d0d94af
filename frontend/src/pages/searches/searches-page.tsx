import { useInfiniteQuery } from '@tanstack/react-query'
import { ClipboardPaste, Plus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Link, useNavigate } from 'react-router'
import { PageHeader } from '@/components/layout/page-header'
import { EmptyState, ErrorState } from '@/components/states/states'
import { Button } from '@/components/ui/button'
import { LoadingRows } from '@/components/ui/skeleton'
import { useUrlState } from '@/hooks/use-url-state'
import { paths } from '@/lib/paths'
import { common } from '@/lib/words/common'
import { isOwnSearch } from '@/lib/search-name'
import { say } from '@/lib/words/say'
import { searches as t } from '@/lib/words/searches'
import { reasonOf } from '@/services/api/errors'
import { searchesQuery } from '@/services/searches'
import { SearchRow } from './list/search-row'

const SearchSheet = lazy(() => import('./form/search-sheet').then((m) => ({ default: m.SearchSheet })))

/** All saved searches; `?new`, `?edit=` and `?copy=` open the form beside them. */
export const SearchesPage = () => {
  const navigate = useNavigate()
  const list = useInfiniteQuery(searchesQuery())
  const [isNew, setNew] = useUrlState('new')
  const [edited, setEdited] = useUrlState('edit')
  const [copied, setCopied] = useUrlState('copy')
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const subject = items.find((search) => search.id === (edited || copied))
  const close = () => (edited ? setEdited(null) : copied ? setCopied(null) : setNew(null))
  const create = (
    <Button variant="primary" onClick={() => setNew('1')}>
      <Plus aria-hidden />
      {t.create}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          <>
            <Button asChild>
              <Link to={paths.imports}>
                <ClipboardPaste aria-hidden />
                {t.import}
              </Link>
            </Button>
            {items.some(isOwnSearch) && create}
          </>
        }
      />
      {list.isPending && <LoadingRows />}
      {list.isError && !list.data && (
        <ErrorState title={t.failed} detail={say(reasonOf(list.error))} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && !items.some(isOwnSearch) && (
        <EmptyState title={t.emptyTitle} hint={t.emptyHint} action={create} />
      )}
      {items.length > 0 && (
        <ul aria-label={t.title}>
          {items.map((search) => (
            <SearchRow
              key={search.id}
              search={search}
              onEdit={() => setEdited(search.id)}
              onCopy={() => setCopied(search.id)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button className="mt-3" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
      <Suspense>
        {(isNew || subject) && (
          <SearchSheet
            key={subject?.id ?? 'new'}
            search={subject}
            copy={Boolean(copied)}
            onClose={close}
            onCreated={(search) => void navigate(paths.search(search.id))}
          />
        )}
      </Suspense>
    </>
  )
}
