import { useQuery } from '@tanstack/react-query'
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
      {query.data ? <ResultView result={query.data} /> : <ResultState query={query} />}
    </Sheet>
  )
}
