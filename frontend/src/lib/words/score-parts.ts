const NAMES: Record<string, string> = {
  price: 'Price', price_rank: 'Price among offers', price_limit: 'Price against your limit', wanted: 'Wanted', seller: 'Seller', shipping: 'Shipping', condition: 'Condition',
  risk: 'Risks', cap: 'Limit', bound: 'Bound',
} // prettier-ignore

/** The parts of a deal's score. */
export const scoreParts = (name: string): string => NAMES[name] ?? name.replaceAll('_', ' ')
