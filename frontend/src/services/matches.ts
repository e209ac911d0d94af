import { mutationOptions } from '@tanstack/react-query'
import { api, unwrap } from './api/client'
import { searchKeys } from './searches'

export interface MatchDecision {
  matchId: string
  listingIds: string[]
  decision: 'confirm' | 'reject'
}

/** The user's word on which record a listing is; it always wins, and touched searches are analysed again. */
export const decideMatch = () =>
  mutationOptions({
    mutationFn: ({ matchId, listingIds, decision }: MatchDecision) => {
      const request = { params: { path: { match_id: matchId } }, body: { listing_ids: listingIds } }
      return unwrap(
        decision === 'confirm'
          ? api.POST('/api/v1/matches/{match_id}/confirm', request)
          : api.POST('/api/v1/matches/{match_id}/reject', request),
      )
    },
    onSuccess: (_done, _decision, _result, { client }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['results'] }),
        client.invalidateQueries({ queryKey: searchKeys.all }),
      ]),
  })
