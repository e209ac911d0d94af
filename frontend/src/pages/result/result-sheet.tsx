import { useQuery } from '@tanstack/react-query'
import { Headings } from '@/components/ui/section'
import { Sheet } from '@/components/ui/dialog'
import { common } from '@/lib/words/common'
import { resultQuery } from '@/services/results'
import { ResultState } from './result-state'
import { ResultView } from './result-view'

/** A listing beside the page one came from. */
export const ResultSheet = ({ resultId, onClose }: { resultId: string; onClose: () => void }) => {
  const query = useQuery(resultQuery(resultId))
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={<span dir="auto">{query.data?.listing.title ?? common.loading}</span>}
    >
      {query.data ? (
        <Headings level="h3">
          <ResultView result={query.data} />
        </Headings>
      ) : (
        <ResultState query={query} />
      )}
    </Sheet>
  )
}
