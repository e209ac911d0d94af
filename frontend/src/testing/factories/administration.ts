import type { Schemas } from '@/services/api/client'
import { seller } from './listings'

export const appConfig = (over: Partial<Schemas['AppConfigOut']> = {}): Schemas['AppConfigOut'] => ({
  marketplace: 'discogs',
  label: 'Discogs',
  has_key: false,
  key_hint: null,
  has_secret: false,
  has_verification_token: false,
  redirect: '',
  callback_url: 'http://localhost/connect/discogs',
  notice_url: null,
  tested_at: null,
  test_error: null,
  ...over,
})

export const sellerDetail = (over: Partial<Schemas['SellerDetailOut']> = {}): Schemas['SellerDetailOut'] => ({
  ...seller(),
  external_id: 'blue_note_basement',
  note: null,
  status_at: null,
  shipping: null,
  listings: 12,
  fetched_at: null,
  inventory_read_at: null,
  inventory_status: 'never',
  policies: [],
  wanted: [],
  ...over,
})
