import type { Schemas } from '@/services/api/client'
import { hoursAgo, id } from './basics'

export const pressing = (over: Partial<Schemas['PressingOut']> = {}): Schemas['PressingOut'] => ({
  id: id(),
  external_id: '900000001',
  master_id: '5460',
  artist: 'Miles Davis',
  title: 'Kind of Blue',
  year: 1959,
  country: 'US',
  format: 'Vinyl, LP, Album',
  labels: [],
  catalogue_numbers: ['CL 1355'],
  image_url: null,
  thumb_url: null,
  url: 'https://example.org/release/1',
  ...over,
})

export const want = (over: Partial<Schemas['WantOut']> = {}): Schemas['WantOut'] => ({
  id: id(),
  source: 'discogs',
  list_id: null,
  release: pressing(),
  master_id: '5460',
  artist: 'Miles Davis',
  title: 'Kind of Blue',
  notes: '',
  rating: null,
  date_added: hoursAgo(100),
  rule: {
    tier: null,
    max_landed_price: null,
    currency: null,
    min_media: null,
    min_sleeve: null,
    pressing_scope: null,
    countries: null,
    listed_releases: null,
  },
  offers: { count: 0, best: null },
  ...over,
})

export const sync = (over: Partial<Schemas['SyncOut']> = {}): Schemas['SyncOut'] => ({
  marketplace: 'discogs',
  status: 'complete',
  synced_at: hoursAgo(5),
  count: 120,
  progress: { done: 0, total: null },
  error: null,
  ...over,
})
