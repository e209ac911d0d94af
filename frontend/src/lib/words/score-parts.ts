const NAMES: Record<string, string> = {
  price: 'Price', seller: 'Seller', shipping: 'Shipping', wantlist: 'Wanted', want: 'Wanted', condition: 'Condition',
  risk: 'Risks', risks: 'Risks', cap: 'Capped', clamp: 'Rounded to the scale', lower_bound: 'Only a “from” price',
} // prettier-ignore

/** The parts of a deal's score. */
export const scoreParts = (name: string): string => NAMES[name] ?? name.replaceAll('_', ' ')
