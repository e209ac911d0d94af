import type { Schemas } from '@/services/api/client'

/** Made-up rows typed by the generated client: a change of the API breaks these before it breaks a page. */

let counter = 0
export const id = (): string => `00000000-0000-7000-8000-${String(++counter).padStart(12, '0')}`

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()
const eur = (amount: number) => ({ amount: amount.toFixed(2), currency: 'EUR' })

export const user = (over: Partial<Schemas['UserOut']> = {}): Schemas['UserOut'] => ({
  id: id(),
  email: 'ada@example.org',
  display_name: 'Ada',
  is_admin: true,
  country: 'DE',
  postal_code: null,
  currency: 'EUR',
  grading_table: 'discogs',
  locale: 'en-GB',
  timezone: 'Europe/Berlin',
  quiet_from: null,
  quiet_until: null,
  created_at: hoursAgo(48),
  ...over,
})

export const meta = (over: Partial<Schemas['MetaOut']> = {}): Schemas['MetaOut'] => ({
  version: '0.1.0',
  environment: 'sample',
  registration: { is_open: true, needs_setup_code: false, has_admin: true },
  features: [],
  ...over,
})

export const run = (over: Partial<Schemas['RunOut']> = {}): Schemas['RunOut'] => ({
  id: id(),
  search_id: id(),
  trigger: 'manual',
  status: 'succeeded',
  stage: 'done',
  progress: 100,
  plan: { calls: 12, seconds: 8 },
  marketplaces: [
    {
      marketplace: 'discogs',
      status: 'succeeded',
      calls: 8,
      found: 38,
      new: 4,
      fresh: 30,
      skipped: 0,
      error: null,
    },
    {
      marketplace: 'ebay',
      status: 'succeeded',
      calls: 4,
      found: 22,
      new: 3,
      fresh: 20,
      skipped: 0,
      error: null,
    },
  ],
  error: null,
  created_at: hoursAgo(2),
  started_at: hoursAgo(2),
  finished_at: hoursAgo(1.99),
  ...over,
})

export const search = (over: Partial<Schemas['SearchOut']> = {}): Schemas['SearchOut'] => ({
  id: id(),
  kind: 'query',
  name: 'kind of blue',
  query: 'kind of blue',
  release_id: null,
  master_id: null,
  platforms: [],
  min_price: null,
  max_price: '40.00',
  currency: 'EUR',
  min_record_condition: 'vg',
  min_sleeve_condition: null,
  seller_location_preference: [],
  formats: [],
  year_from: null,
  year_to: null,
  exclude_words: [],
  min_seller_rating: null,
  min_seller_ratings: null,
  buying_options: [],
  check_interval_hours: 24,
  first_run_quiet: true,
  is_active: true,
  created_at: hoursAgo(48),
  updated_at: hoursAgo(48),
  last_run_at: hoursAgo(2),
  next_run_at: hoursAgo(-22),
  last_viewed_at: hoursAgo(3),
  deleted_at: null,
  results: { included: 14, total: 60, new: 3, best_score: '91', best_landed: '24.90' },
  last_run: run(),
  ...over,
})

export const seller = (over: Partial<Schemas['SellerBriefOut']> = {}): Schemas['SellerBriefOut'] => ({
  id: id(),
  marketplace: 'discogs',
  name: 'blue_note_basement',
  country: 'NL',
  positive_percent: '99.8',
  ratings: 2140,
  status: null,
  ...over,
})

export const record = (over: Partial<Schemas['RecordOut']> = {}): Schemas['RecordOut'] => ({
  id: id(),
  level: 'release',
  artist: 'Miles Davis',
  title: 'Kind of Blue',
  year: 1959,
  release_id: id(),
  release_external_id: '900000001',
  master_id: '5460',
  image_url: null,
  ...over,
})

export const listing = (over: Partial<Schemas['ListingOut']> = {}): Schemas['ListingOut'] => ({
  id: id(),
  marketplace: 'discogs',
  site: '',
  kind: 'listing',
  title: 'Miles Davis – Kind of Blue (LP, Album, Reissue)',
  url: 'https://example.org/item/1',
  image_url: null,
  price: eur(18),
  stale: false,
  fetched_at: hoursAgo(1),
  first_seen_at: hoursAgo(30),
  last_seen_at: hoursAgo(1),
  ended_at: null,
  ended_reason: null,
  buying_option: 'fixed_price',
  accepts_offers: false,
  bid: null,
  bids: null,
  ends_at: null,
  quantity: 1,
  for_sale: null,
  is_lower_bound: false,
  media: { grade: 'vg_plus', source: 'field', words: '' },
  sleeve: { grade: 'vg', source: 'field', words: '' },
  condition_text: '',
  ships_from: 'NL',
  seller: seller(),
  ...over,
})

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
  syncs: [{ kind: 'wantlist', marketplace: 'discogs', status: 'complete', synced_at: hoursAgo(5) }],
  recent_runs: [{ ...run(), search_name: 'kind of blue' }],
  attention: [],
  act_now: [deal()],
  price_dropped: [],
  ending_soon: [],
  ...over,
})

export const page = <T>(items: T[], next: string | null = null) => ({
  items,
  next_cursor: next,
  total: next ? null : items.length,
})
