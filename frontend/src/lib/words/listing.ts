import { formatNumber } from '@/lib/money'
import { countryName } from '@/lib/countries'

const COST: Record<string, string> = {
  item: 'Record', shipping: 'Shipping', vat: 'Import VAT', duty: 'Duty', handling: 'Handling',
} // prettier-ignore

const COLLECTOR: Record<string, string> = {
  marketplace: 'collected at checkout', border: 'collected at the border', included: 'included in the price',
} // prettier-ignore

const BASIS: Record<string, string> = { suggested: 'worth', asked: 'asked', from: 'from' }

const EVIDENCE: Record<string, string> = {
  shared_words: 'Words in common', same_words: 'The very same words', other_words: 'Words only one has',
  artist: 'Artist', title: 'Title', barcode: 'Barcode', catalogue_number: 'Catalogue number', label: 'Label',
  year: 'Year', country: 'Country', medium: 'Medium', format: 'Format', size: 'Size', discs: 'Number of discs',
  speed: 'Speed', channels: 'Mono or stereo', type: 'Album, EP or single', colour: 'Colour',
  picture_disc: 'Picture disc', box: 'Box set', editions: 'Edition', version: 'Version', volume: 'Volume',
  marketplace_release: 'Named by the marketplace', confirmed_by_user: 'Confirmed by you',
} // prettier-ignore

const LEVEL: Record<string, string> = {
  release: 'this pressing', master: 'this album, pressing not confirmed', title: 'same artist and title, not in the catalogue',
} // prettier-ignore

const CERTAINTY: Record<string, string> = {
  exact: 'certain', high: 'nearly certain', medium: 'probable', low: 'possible',
} // prettier-ignore

const MARK: Record<string, string> = {
  seen: 'Seen',
  saved: 'Saved',
  dismissed: 'Dismissed',
  bought: 'Bought',
}

const MARKED: Record<string, string> = {
  saved: 'saved', dismissed: 'dismissed, not shown again', bought: 'noted as bought', seen: 'noted as seen',
} // prettier-ignore

const FLAG_OWN: Record<string, string> = {
  release: 'you have this pressing',
  master: 'you have this album',
  none: '',
}
const FLAG_WANT: Record<string, string> = {
  release: 'on your want list',
  master: 'album on your want list',
  none: '',
}

const ENDED: Record<string, string> = {
  end_date: 'ended', gone: 'gone', out_of_stock: 'sold out', absent: 'no longer offered',
} // prettier-ignore

export const listing = {
  landed: 'At your door',
  landedFrom: 'from',
  cost: (code: string) => COST[code] ?? code,
  collector: (code: string) => COLLECTOR[code] ?? code,
  total: 'Together',
  ratesOf: (day: string) => `Exchange rates of ${day}.`,
  incomplete: 'A part is unknown, so this is only the least it can cost.',
  worth: 'What it is worth',
  worthNone: 'Not enough data to say what it is worth.',
  basis: (code: string) => BASIS[code] ?? code,
  confidence: 'Confidence',
  confidenceOf: (n: number) => `${formatNumber(n)} of 100`,
  below: (percent: string) => `${percent} under`,
  above: (percent: string) => `${percent} over`,
  scoreTitle: 'Score',
  warnings: 'Mind',
  match: 'Which record this is',
  matchNone: 'Not matched to a record yet.',
  matchLevel: (code: string) => LEVEL[code] ?? code,
  certainty: (code: string) => CERTAINTY[code] ?? code,
  evidence: (code: string) => EVIDENCE[code] ?? code.replaceAll('_', ' '),
  evidenceTable: 'Evidence of the match',
  inListing: 'Listing',
  inRecord: 'Record',
  confirm: 'Yes, this record',
  reject: 'No, another one',
  confirmed: 'Confirmed by you.',
  confirmedToast: 'Confirmed. The searches concerned are looked at again.',
  rejectedToast: 'Noted. The searches concerned are looked at again.',
  seller: 'Seller',
  sellerUnknown: 'Seller not known',
  ratings: (percent: string, n: number) => `${percent} of ${formatNumber(n)} ratings`,
  unrated: 'no ratings yet',
  shipsFrom: (code: string) => `ships from ${countryName(code)}`,
  details: 'Details',
  comments: 'The seller says',
  read: 'Read from the text',
  mark: (code: string) => MARK[code] ?? code,
  save: 'Save',
  saved: 'Saved',
  dismiss: 'Dismiss',
  unmark: 'Remove marks',
  bought: 'I bought it',
  markedToast: (mark: string | null, n: number) => {
    const many = n === 1 ? '' : `${formatNumber(n)} listings: `
    const done = (mark && MARKED[mark]) ?? 'marks removed'
    return many ? `${many}${done}.` : `${done.charAt(0).toUpperCase()}${done.slice(1)}.`
  },
  owned: (code: string) => FLAG_OWN[code] ?? '',
  wanted: (code: string) => FLAG_WANT[code] ?? '',
  fresh: 'new',
  auction: 'Auction',
  bids: (n: number) => (n === 1 ? '1 bid' : `${formatNumber(n)} bids`),
  ends: 'ends',
  offers: 'takes offers',
  floor: 'lowest asking price only',
  floorHint:
    'Discogs names the lowest price of this pressing, not the copy. Condition, seller and shipping are unknown.',
  goodBid: 'Highest bid that would still be good',
  forSale: (n: number) => (n === 1 ? '1 copy for sale' : `${formatNumber(n)} copies for sale`),
  ended: (code: string | null) => ENDED[code ?? ''] ?? 'ended',
  excluded: 'Left out',
  included: 'In',
  seenAt: 'Seen',
  seen: 'seen',
  since: 'on offer since',
  failed: 'The listing could not be loaded',
  gone: 'This listing is no longer there. It may have been sold, or its search was deleted.',
  toSearch: (name: string) => `Found by “${name}”`,
}
