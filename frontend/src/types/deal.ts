import type { Certainty, Money } from './money'
import type { Reason } from './reason'

/** One listing of a piece of advice; the API's `RecommendedItemOut` fits. */
export interface DealItem {
  result_id: string
  marketplace: string
  title: string
  url: string
  image_url: string | null
  media_grade: string | null
  sleeve_grade: string | null
  price: Money | null
  landed_total: Money | null
  /** How sure `landed_total` is; null when there is none. */
  certain: Certainty | null
  stale: boolean
  fetched_at: string
  ended_at: string | null
}

/** A piece of advice: what to buy, and the arithmetic; the API's `RecommendationOut` fits. */
export interface Deal {
  id: string
  search_id: string
  search_name: string
  type: string
  score: string
  title: Reason
  reasons: Reason[]
  record: { artist: string | null; title: string | null; image_url?: string | null } | null
  seller: { id: string; name: string | null } | null
  items: DealItem[]
  goods: Money | null
  shipping: Money | null
  taxes: Money | null
  landed: Money | null
  savings: Money | null
  savings_against: string | null
  first_seen_at: string
  ended_at: string | null
  /** An offer is too old to be shown with its price; the amounts stay hidden until it has been read again. */
  stale: boolean
  feedback: string | null
  is_new: boolean
}
