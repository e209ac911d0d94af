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
