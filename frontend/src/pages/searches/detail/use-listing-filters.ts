import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useUrlState } from '@/hooks/use-url-state'
import type { ResultFilters } from '@/services/results'

/** Filters that keep some and not others; the order and "kept or left out" are no such filters. */
const NARROWING = ['platform', 'condition', 'score', 'wanted', 'owned', 'mark', 'record', 'seller'] as const

/** The filters of the listings, kept in the address. */
export const useListingFilters = () => {
  const [sort, setSort] = useUrlState('sort', 'score')
  const [platform, setPlatform] = useUrlState('platform')
  const [condition, setCondition] = useUrlState('condition')
  const [score, setScore] = useUrlState('score')
  const [show, setShow] = useUrlState('show', 'kept')
  const [wanted, setWanted] = useUrlState('wanted')
  const [owned, setOwned] = useUrlState('owned')
  const [mark, setMark] = useUrlState('mark')
  const [record, setRecord] = useUrlState('record')
  const [seller, setSeller] = useUrlState('seller')
  const [params, setParams] = useSearchParams()
  const filters = useMemo(
    (): ResultFilters => ({
      sort: sort as ResultFilters['sort'],
      ...(platform && { platform }),
      ...(condition && { condition: condition as ResultFilters['condition'] }),
      ...(score && { min_score: Number(score) }),
      ...(wanted && { in_wantlist: wanted === 'yes' }),
      ...(owned && { in_collection: owned === 'yes' }),
      ...(mark && { mark: mark as ResultFilters['mark'] }),
      ...(record && { match: record }),
      ...(seller && { seller }),
      excluded: show === 'all' ? 'any' : show === 'out' ? 'true' : 'false',
    }),
    [sort, platform, condition, score, show, wanted, owned, mark, record, seller],
  )
  const clear = () => {
    const rest = new URLSearchParams(params)
    NARROWING.forEach((name) => rest.delete(name))
    setParams(rest, { replace: true, preventScrollReset: true })
  }
  return {
    filters,
    values: { sort, platform, condition, score, show, wanted, owned, mark, record, seller },
    set: {
      sort: setSort,
      platform: setPlatform,
      condition: setCondition,
      score: setScore,
      show: setShow,
      wanted: setWanted,
      owned: setOwned,
      mark: setMark,
      record: setRecord,
      seller: setSeller,
    },
    isNarrowed: NARROWING.some((name) => params.has(name)),
    clear,
  }
}
