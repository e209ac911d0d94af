/** An amount as the API gives it: a decimal string and an ISO 4217 code. */
export interface Money {
  amount: string
  currency: string
}

/** How sure a figure is. Estimated and exact are never mixed silently; unknown is never zero. */
export type Certainty = 'exact' | 'estimated' | 'unknown'
