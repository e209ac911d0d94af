import type { Schemas } from '@/services/api/client'
import { eur, hoursAgo, id } from './basics'
import { listing } from './listings'
import { landed } from './results'

const fairValue = (amount: number): Schemas['FairValueOut'] => ({
  value: eur(amount),
  low: eur(amount * 0.8),
  high: eur(amount * 1.2),
  confidence: 70,
  basis: 'suggested',
  base: null,
  floor: null,
  reasons: [],
})

export const release = (over: Partial<Schemas['ReleaseOut']> = {}): Schemas['ReleaseOut'] => ({
  id: id(),
  external_id: '900000001',
  master_id: '5460',
  title: 'Kind of Blue',
  artists: ['Miles Davis'],
  year: 1959,
  country: 'US',
  format_text: 'Vinyl, LP, Album',
  labels: [{ name: 'Columbia', catalogue_number: 'CL 1355' }],
  barcodes: [],
  genres: ['Jazz'],
  styles: ['Modal'],
  have: 1200,
  want: 5400,
  image_url: null,
  url: 'https://example.org/release/1',
  is_full: true,
  is_unofficial: false,
  owned: 0,
  want_id: null,
  fetched_at: hoursAgo(1),
  market: { lowest_price: eur(18), num_for_sale: 34, fetched_at: hoursAgo(2), stale: false },
  values: [
    { grade: 'nm', fair_value: fairValue(48) },
    { grade: 'vg_plus', fair_value: fairValue(34) },
  ],
  ...over,
})

export const priceHistory = (prices: Record<string, number | null>): Schemas['PriceHistoryOut'] => ({
  release_id: id(),
  points: Object.entries(prices).map(([day, price]) => ({
    day,
    lowest_price: price === null ? null : eur(price),
    num_for_sale: 30,
  })),
})

export const releaseOffer = (over: Partial<Schemas['ReleaseOfferOut']> = {}): Schemas['ReleaseOfferOut'] => ({
  result_id: id(),
  listing: listing(),
  landed: landed(),
  confirmed_pressing: true,
  ...over,
})
