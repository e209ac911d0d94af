const TYPE: Record<string, string> = {
  best_price: 'Best price', multi_item: 'One parcel', condition_value: 'Better copy, small premium',
  high_value_discovery: 'Discovery', collection_completion: 'Completes',
} // prettier-ignore

const AGAINST: Record<string, string> = {
  next_offer: 'less than the next offer', fair_value: 'less than it is worth', separate_parcels: 'less than in separate parcels',
  grade_step: 'less than the better grade usually costs',
} // prettier-ignore

export const deals = {
  title: 'Deals',
  type: (code: string) => TYPE[code] ?? code,
  against: (code: string | null) => (code ? (AGAINST[code] ?? code) : ''),
  why: 'Why',
  arithmetic: 'The arithmetic',
  goods: 'Goods',
  shipping: 'Shipping',
  taxes: 'Taxes',
  landed: 'At your door',
  fresh: 'new',
  ended: 'over',
  helpful: 'Good advice',
  notHelpful: 'Not for me',
  noted: 'Noted; it will not come back.',
  emptyTitle: 'No deals yet',
  emptyHint:
    'Every run is compared with what the records are worth and with what others ask. Nothing stands out so far.',
  emptyRunning: 'The first run is on its way.',
  seeListings: 'See what was found',
  failed: 'The deals could not be loaded',
  seen: 'seen',
  from: (name: string) => `from ${name}`,
  search: (name: string) => `Search “${name}”`,
}
