import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { PageHeader } from '@/components/layout/page-header'
import { paths } from '@/lib/paths'
import { shownSearchName } from '@/lib/search-name'
import { listing as t } from '@/lib/words/listing'
import { resultQuery } from '@/services/results'
import { ResultState } from './result-state'
import { ResultView } from './result-view'

/** A listing as a page of its own: for links from elsewhere. */
export const ResultPage = () => {
  const { resultId = '' } = useParams()
  const query = useQuery(resultQuery(resultId))
  if (!query.data) return <ResultState query={query} />
  const result = query.data
  return (
    <>
      <PageHeader
        title={result.listing.title}
        lead={
          <Link
            to={paths.search(result.search_id)}
            className="inline-block py-1 underline underline-offset-2 hover:text-ink"
          >
            {t.toSearch(shownSearchName(result.search_name))}
          </Link>
        }
      />
      <div className="max-w-2xl">
        <ResultView result={result} />
      </div>
    </>
  )
}
