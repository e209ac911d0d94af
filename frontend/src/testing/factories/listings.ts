import type { Schemas } from '@/services/api/client'
import { eur, hoursAgo, id } from './basics'

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
  media: { grade: 'vg_plus', source: 'field', words: '', notes: [] },
  sleeve: { grade: 'vg', source: 'field', words: '', notes: [] },
  condition_text: '',
  ships_from: 'NL',
  seller: seller(),
  ...over,
})
