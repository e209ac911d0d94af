import type { Schemas } from '@/services/api/client'
import { eur, hoursAgo, id } from './basics'

export const planItem = (over: Partial<Schemas['PlanItemOut']> = {}): Schemas['PlanItemOut'] => ({
  key: id(),
  listing_id: id(),
  result_id: id(),
  marketplace: 'discogs',
  title: 'Miles Davis – Kind of Blue (LP)',
  url: 'https://example.org/item/1',
  image_url: null,
  media_grade: 'vg_plus',
  sleeve_grade: 'vg',
  price: eur(18),
  ...over,
})

export const parcel = (over: Partial<Schemas['ParcelOut']> = {}): Schemas['ParcelOut'] => ({
  marketplace: 'discogs',
  seller_id: id(),
  seller_name: 'blue_note_basement',
  items: [planItem()],
  goods: eur(18),
  shipping: eur(6.9),
  taxes: eur(0),
  landed: eur(24.9),
  estimated: true,
  grams: 320,
  ...over,
})

export const plan = (over: Partial<Schemas['PlanOut']> = {}): Schemas['PlanOut'] => ({
  variant: 'cheapest',
  covered: 1,
  gap: 0,
  stopped_by_clock: false,
  goods: eur(18),
  shipping: eur(6.9),
  taxes: eur(0),
  landed: eur(24.9),
  parcels: [parcel()],
  unmet: [],
  ...over,
})

const wish = (): Schemas['BasketWishOut'] => ({
  key: id(),
  artist: 'Miles Davis',
  title: 'Kind of Blue',
  tier: 'must',
  want_id: id(),
})

export const basket = (over: Partial<Schemas['BasketOut']> = {}): Schemas['BasketOut'] => ({
  id: id(),
  name: 'Before the fair',
  status: 'solved',
  currency: 'EUR',
  created_at: hoursAgo(1),
  solved_at: hoursAgo(1),
  checked_at: null,
  check: null,
  error: null,
  options: { budget: null, fixed_cost: null, max_parcels: null },
  wishes: [wish(), wish()],
  plans: [plan()],
  ...over,
})

export const basketBrief = (over: Partial<Schemas['BasketBriefOut']> = {}): Schemas['BasketBriefOut'] => ({
  id: id(),
  name: 'Before the fair',
  status: 'solved',
  covered: 1,
  wishes: 2,
  parcels: 1,
  landed: eur(24.9),
  created_at: hoursAgo(1),
  solved_at: hoursAgo(1),
  ...over,
})
