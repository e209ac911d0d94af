import type { Schemas } from '@/services/api/client'
import { eur, hoursAgo, id } from './basics'
import { record, seller } from './listings'
import { run } from './searches'

export const deal = (over: Partial<Schemas['RecommendationOut']> = {}): Schemas['RecommendationOut'] => ({
  id: id(),
  search_id: id(),
  search_name: 'kind of blue',
  type: 'best_price',
  score: '91',
  level: 'excellent',
  title: { code: 'best_price', params: { amount: '24.90', currency: 'EUR' } },
  reasons: [{ code: 'below_fair_value', params: { percent: 27 } }],
  record: record(),
  seller: seller(),
  items: [
    {
      result_id: id(),
      listing_id: id(),
      release_id: null,
      marketplace: 'discogs',
      title: 'Miles Davis – Kind of Blue (LP, Album, Reissue)',
      url: 'https://example.org/item/1',
      image_url: null,
      media_grade: 'vg_plus',
      sleeve_grade: 'vg',
      price: eur(18),
      landed_total: eur(24.9),
      certain: 'estimated',
      stale: false,
      fetched_at: hoursAgo(1),
      ends_at: null,
      ended_at: null,
    },
  ],
  wants: 0,
  goods: eur(18),
  shipping: eur(6.9),
  taxes: eur(0),
  landed: eur(24.9),
  savings: eur(9.1),
  savings_against: 'fair_value',
  first_seen_at: hoursAgo(2),
  last_seen_at: hoursAgo(2),
  ended_at: null,
  feedback: null,
  stale: false,
  is_new: true,
  ...over,
})

export const dashboard = (over: Partial<Schemas['DashboardOut']> = {}): Schemas['DashboardOut'] => ({
  counts: { collection: 312, wants: 48, searches: 3, watched_sellers: 2 },
  setup: { connected: [], has_search: true, has_wants: true, watches_sellers: true, is_sample: true },
  syncs: [
    {
      kind: 'wantlist',
      marketplace: 'discogs',
      status: 'complete',
      synced_at: hoursAgo(5),
      progress: { done: 48, total: 48 },
    },
  ],
  recent_runs: [{ ...run(), search_name: 'kind of blue' }],
  attention: [],
  act_now: [deal()],
  price_dropped: [],
  ending_soon: [],
  ...over,
})
