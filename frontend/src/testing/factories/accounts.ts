import type { Schemas } from '@/services/api/client'
import { hoursAgo, id } from './basics'

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

export const connection = (over: Partial<Schemas['ConnectionOut']> = {}): Schemas['ConnectionOut'] => ({
  marketplace: 'discogs',
  label: 'Discogs',
  status: 'not_connected',
  username: null,
  method: null,
  app_ready: true,
  can_authorize: true,
  can_use_personal_token: true,
  connected_at: null,
  expires_at: null,
  error: null,
  stored: { collection_items: 0, wants: 0, lists: 0 },
  ...over,
})
