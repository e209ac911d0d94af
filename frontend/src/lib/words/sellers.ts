import { formatNumber } from '@/lib/money'

const ACTION: Record<string, string> = { watched: 'Watch', favourite: 'Favourite', blocked: 'Block' }
const STATUS: Record<string, string> = { watched: 'Watched', favourite: 'Favourite', blocked: 'Blocked' }

export const sellers = {
  title: 'Sellers',
  lead: 'Watched sellers’ stock is read whole; blocked ones never appear in deals.',
  action: (code: string) => ACTION[code] ?? code,
  status: (code: string) => STATUS[code] ?? code,
  all: 'Marked as',
  findHint: 'Name',
  failed: 'The sellers could not be loaded',
  emptyTitle: 'No sellers marked',
  emptyHint:
    'Open a listing or a search’s sellers and watch whom you trust. All of a watched seller’s records are compared with your want list.',
  toSearches: 'Go to searches',
  gone: 'This seller is not known (any more)',
  listings: (n: number) => (n === 1 ? '1 listing known' : `${formatNumber(n)} listings known`),
  read: 'stock read',
  stock: 'Their whole stock',
  stockHint: 'A seller you watch or favour is read whole, page by page, and compared with your want list.',
  stockAsk: 'How much is it?',
  stockSize: (listings: number | null, calls: number | null) =>
    listings === null || calls === null
      ? 'The marketplace does not say how much this seller has.'
      : `${formatNumber(listings)} records, about ${formatNumber(calls)} ${calls === 1 ? 'request' : 'requests'} for one reading.`,
  shipping: 'Shipping to you',
  own: 'your own figures',
  policy: 'the seller’s policy',
  policyNone: 'The seller’s shipping prices are not known; a table by origin and weight is used.',
  correct: 'Correct the shipping',
  correctHint: 'What a parcel from this seller to you really costs. It is used before everything else.',
  first: 'First record',
  extra: 'Each further one',
  freeOver: 'Free from goods worth',
  cap: 'Never more than',
  minOrder: 'Least order',
  removeOwn: 'Forget my figures',
  shippingSaved: 'Shipping is saved; deals use it from the next analysis on.',
  wanted: 'What they have of your wants',
  wantedEmpty: 'Nothing from your want list at the moment.',
  open: (name: string) => `Open ${name}`,
}
