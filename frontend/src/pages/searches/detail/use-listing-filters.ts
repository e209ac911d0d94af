import { useMemo } from 'react'
import { useUrlState } from '@/hooks/use-url-state'
import type { ResultFilters } from '@/services/results'

/** The filters of the listings, kept in the address. */
export const useListingFilters = () => {
  const [sort, setSort] = useUrlState('sort', 'score')
  const [platform, setPlatform] = useUrlState('platform')
  const [condition, setCondition] = useUrlState('condition')
  const [score, setScore] = useUrlState('score')
  const [show, setShow] = useUrlState('show', 'kept')
  const [wanted, setWanted] = useUrlState('wanted')
  const filters = useMemo(
    (): ResultFilters => ({
      sort: sort as ResultFilters['sort'],
      ...(platform && { platform }),
      ...(condition && { condition: condition as ResultFilters['condition'] }),
      ...(score && { min_score: Number(score) }),
      ...(wanted && { in_wantlist: true }),
      ...(show !== 'all' && { excluded: show === 'out' }),
    }),
    [sort, platform, condition, score, show, wanted],
  )
  return {
    filters,
    values: { sort, platform, condition, score, show, wanted },
    set: {
      sort: setSort,
      platform: setPlatform,
      condition: setCondition,
      score: setScore,
      show: setShow,
      wanted: setWanted,
    },
  }
}
