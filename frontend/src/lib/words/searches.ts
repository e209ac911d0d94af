import { countryName } from '@/lib/countries'
import { formatNumber } from '@/lib/money'

const INTERVALS: Record<number, string> = {
  1: 'every hour', 3: 'every 3 hours', 6: 'every 6 hours', 12: 'every 12 hours', 24: 'once a day',
  48: 'every 2 days', 168: 'once a week',
} // prettier-ignore

const FORMATS: Record<string, string> = {
  lp: 'LP',
  ep: 'EP',
  '12': '12″',
  '10': '10″',
  '7': '7″',
  box: 'Box set',
}

const REGIONS: Record<string, string> = {
  eu: 'European Union', europe: 'Europe', north_america: 'North America', south_america: 'South America',
  asia: 'Asia', oceania: 'Oceania', africa: 'Africa',
} // prettier-ignore

const BUYING: Record<string, string> = {
  fixed_price: 'Fixed price', best_offer: 'Best offer', auction: 'Auction', auction_or_fixed: 'Auction or fixed price',
} // prettier-ignore

const KINDS: Record<string, string> = {
  query: 'Words', release: 'One pressing', master: 'One album', wantlist: 'Your want list', imports: 'Pasted links',
} // prettier-ignore

export const searches = {
  title: 'Searches',
  lead: 'Each looks on its own, as often as you say.',
  create: 'New search',
  import: 'Paste links',
  emptyTitle: 'No searches yet',
  emptyHint:
    'Say what you look for and the most you would pay at your door. Discogs and eBay are asked on a schedule.',
  failed: 'The searches could not be loaded',
  paused: 'paused',
  next: 'next',
  last: 'searched',
  never: 'not searched yet',
  newCount: (n: number) => `${formatNumber(n)} new`,
  kept: (n: number, total: number) => `${formatNumber(n)} of ${formatNumber(total)} listings kept`,
  best: 'Lowest price at your door',
  lowest: 'lowest',
  runNow: 'Search now',
  pause: 'Pause',
  resume: 'Resume',
  duplicate: 'Duplicate',
  edit: 'Edit',
  delete: 'Delete',
  actions: (name: string) => `Actions for ${name}`,
  deleted: (name: string) => `“${name}” is deleted.`,
  created: (name: string) => `“${name}” is being searched for the first time.`,
  updated: (name: string) => `“${name}” is saved.`,
  pausedToast: (name: string) => `“${name}” is paused.`,
  copyOf: (name: string) => `${name} (copy)`,
  interval: (hours: number) => INTERVALS[hours] ?? `every ${hours} hours`,
  stretchedInterval: (hours: number) => `about every ${hours} hours`,
  intervals: Object.keys(INTERVALS).map(Number),
  format: (code: string) => FORMATS[code] ?? code,
  formats: Object.keys(FORMATS),
  region: (code: string) => REGIONS[code] ?? code,
  regions: Object.keys(REGIONS),
  place: (code: string) => REGIONS[code] ?? countryName(code),
  buying: (code: string) => BUYING[code] ?? code,
  buyingOptions: Object.keys(BUYING),
  importsHint: 'single listings whose links you pasted',
  orBetter: (grade: string) => `${grade} or better`,
  kind: (code: string) => KINDS[code] ?? code,
}

export const searchForm = {
  create: 'New search',
  edit: 'Edit search',
  query: 'What are you looking for?',
  queryHint: 'Artist and title, a label, a catalogue number or a barcode.',
  queryExample: 'miles davis kind of blue',
  name: 'Name',
  nameHint: 'Left empty, it is called by its words.',
  platforms: 'Where',
  maxPrice: 'Most you would pay, at your door',
  maxPriceHint: (currency: string) => `In ${currency}, with shipping and taxes.`,
  minPrice: 'Least price',
  minRecord: 'Record at least',
  minSleeve: 'Sleeve at least',
  interval: 'How often',
  more: 'More rules',
  formats: 'Formats',
  from: 'Ships from',
  countries: 'Only these countries',
  addCountry: 'Add a country…',
  removeCountry: (name: string) => `Remove ${name}`,
  yearFrom: 'From year',
  yearTo: 'To year',
  exclude: 'Leave out titles with',
  excludeHint: 'Words, separated by commas: reissue, picture disc',
  rating: 'Seller’s rating at least, %',
  ratings: 'Seller has at least so many ratings',
  buying: 'How it is sold',
  quiet: 'No notices about what the first run finds',
  submitNew: 'Create and search',
  submitEdit: 'Save',
  queryNeeded: 'Say what you are looking for (two letters at least).',
  notMoney: 'Enter an amount such as 25 or 19.90.',
  notYear: 'Enter a year from 1880 on.',
  notPercent: 'Enter a number from 0 to 100.',
  notCount: 'Enter a whole number.',
  minOverMax: 'The least price is above the most.',
  yearsBackwards: 'The first year is after the last.',
  previewTitle: 'Tried on what is already known',
  previewNone: 'Nothing is stored for these words yet; the first run will find out.',
  previewKept: (kept: number, of: number) => `Would have kept ${formatNumber(kept)} of ${formatNumber(of)}.`,
  previewOut: 'Left out',
  previewElsewhere: (n: number) =>
    n === 1
      ? '1 stored listing is about something else.'
      : `${formatNumber(n)} stored listings are about something else.`,
  previewFailed: 'The preview is not available.',
}
