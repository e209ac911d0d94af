import type { Schemas } from '@/services/api/client'
import { eur, hoursAgo, id } from './basics'
import { listing, record } from './listings'

export const landed = (over: Partial<Schemas['LandedCostOut']> = {}): Schemas['LandedCostOut'] => ({
  total: eur(24.9),
  low: eur(24.9),
  high: eur(24.9),
  certain: 'estimated',
  currency: 'EUR',
  rates_day: '2026-11-20',
  is_lower_bound: false,
  parts: [
    part('item', 18),
    { ...part('shipping', 6.9), certain: 'estimated', low: eur(5.5), high: eur(8.5) },
    part('vat', 0),
  ],
  ...over,
})

const part = (kind: Schemas['CostPartOut']['kind'], amount: number): Schemas['CostPartOut'] => ({
  kind,
  certain: 'exact',
  amount: eur(amount),
  low: eur(amount),
  high: eur(amount),
  original: null,
  collector: null,
  reason: null,
})

export const result = (over: Partial<Schemas['ResultOut']> = {}): Schemas['ResultOut'] => ({
  id: id(),
  search_id: id(),
  listing: listing(),
  match: {
    record: record(),
    confidence: 96,
    certainty: 'exact',
    confirmed_by_user: false,
    evidence: [
      { name: 'barcode', weight: 4.2, listing_value: '074646493526', record_value: '074646493526' },
      { name: 'year', weight: -0.4, listing_value: 1987, record_value: 1997 },
    ],
  },
  landed: landed(),
  fair_value: {
    value: eur(34),
    low: eur(28),
    high: eur(41),
    confidence: 70,
    basis: 'suggested',
    base: null,
    floor: null,
    reasons: [],
  },
  score: {
    score: '86',
    level: 'very_good',
    confidence: 72,
    parts: [
      { name: 'price', points: '48', most: '55', reason: { code: 'price_below_value', params: {} } },
      { name: 'seller', points: '14', most: '15', reason: { code: 'seller_trusted', params: {} } },
      { name: 'condition', points: '24', most: '30', reason: { code: 'condition_fits', params: {} } },
    ],
    warnings: [],
  },
  excluded_by: null,
  collection_level: 'none',
  wantlist_level: 'none',
  is_in_collection: false,
  is_in_wantlist: false,
  max_good_bid: null,
  mark: null,
  is_new: false,
  created_at: hoursAgo(30),
  ...over,
})

export const resultDetail = (over: Partial<Schemas['ResultDetailOut']> = {}): Schemas['ResultDetailOut'] => ({
  ...result(),
  comments: 'Plays beautifully, light hairlines. Sleeve has a small seam split.',
  aspects: { Label: ['Columbia'], Format: ['LP'] },
  parsed: null,
  search_name: 'kind of blue',
  ...over,
})
