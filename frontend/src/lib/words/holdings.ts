import { formatNumber } from '@/lib/money'

const STATUS: Record<string, string> = {
  never: 'not read yet', queued: 'waiting', running: 'being read', complete: 'last read', failed: 'failed',
} // prettier-ignore

const TIER: Record<string, string> = { must: 'Must have', nice: 'Nice to have', eventually: 'Eventually' }
const SCOPE: Record<string, string> = {
  release: 'Only this pressing', master: 'Any pressing of the album', listed: 'Only pressings I list',
} // prettier-ignore
const SOURCE: Record<string, string> = { discogs: 'Discogs', list: 'List', local: 'Only here' }
const VIEW = { grid: 'Covers', table: 'List' }
const SORT: Record<string, string> = {
  newest: 'Newest',
  artist: 'Artist',
  title: 'Title',
  year: 'Year',
  tier: 'Priority',
}

export const holdings = {
  sync: 'Sync now',
  syncStatus: (code: string) => STATUS[code] ?? code,
  syncing: 'Reading from the marketplace',
  syncProgress: (done: number, total: number | null) =>
    total === null ? formatNumber(done) : `${formatNumber(done)} of ${formatNumber(total)}`,
  find: 'Find',
  findHint: 'Artist or title',
  sort: 'Sort by',
  sortBy: (code: string) => SORT[code] ?? code,
  connect: 'Connect Discogs',
  count: (n: number) => (n === 1 ? '1 record' : `${formatNumber(n)} records`),
  noneFound: 'Nothing fits these filters.',
  year: 'Year',
  format: 'Format',
  view: 'View',
  viewOf: (code: 'grid' | 'table') => VIEW[code],
}

export const wantlist = {
  title: 'Want list',
  lead: 'Each want can have its own rule: how urgent, how dear, how good, which pressing.',
  failed: 'The want list could not be loaded',
  emptyTitle: 'Nothing wanted yet',
  emptyHint:
    'Connect Discogs to bring your want list, or add a record here. Wants are looked for on both marketplaces.',
  add: 'Add a record',
  addHint: 'A Discogs number, or artist and title. Discogs is not told.',
  addNumber: 'Discogs release number',
  addArtist: 'Artist',
  addTitle: 'Title',
  addNeeded: 'Give a release number, or artist and title.',
  addNumberWrong: 'Only digits, as in discogs.com/release/…',
  added: (title: string) => `“${title}” is on your want list.`,
  tier: 'Priority',
  tierOf: (code: string) => TIER[code] ?? code,
  tiers: Object.keys(TIER),
  source: 'Source',
  sourceOf: (code: string) => SOURCE[code] ?? code,
  sources: Object.keys(SOURCE),
  scope: 'Which pressing',
  scopeOf: (code: string) => SCOPE[code] ?? code,
  scopes: ['release', 'master'],
  byDefault: 'Default',
  maxPrice: 'At most, at your door',
  maxPriceFor: (title: string) => `At most, for ${title}`,
  tierFor: (title: string) => `Priority of ${title}`,
  bestOffer: (title: string) => `Best offer of ${title}:`,
  offers: (n: number) => (n === 0 ? 'no offer yet' : n === 1 ? '1 offer' : `${formatNumber(n)} offers`),
  offersNow: 'Best offer now',
  onOffer: 'Only on offer now',
  minMedia: 'Record at least',
  minSleeve: 'Sleeve at least',
  editRule: 'Rule',
  editRuleFor: (title: string) => `Rule for ${title}`,
  ruleTitle: 'Rule of this want',
  bulkTitle: (n: number) => `Rule of ${formatNumber(n)} wants`,
  bulkHint: 'Only what you change here is changed.',
  remove: 'Remove',
  removed: (title: string) => `“${title}” is off your want list.`,
  saved: 'The rule is saved.',
  lists: 'Discogs lists as wants',
}

export const collection = {
  title: 'Collection',
  lead: 'What you own: deals for it are left out, unless they are an upgrade.',
  failed: 'The collection could not be loaded',
  emptyTitle: 'No records here yet',
  emptyHint: 'Connect Discogs and your collection is read and kept up to date.',
  value: 'Worth, by Discogs’ estimate',
  median: 'median',
  asOf: 'read',
  duplicates: 'Only duplicates',
  copies: (n: number) => `${formatNumber(n)} copies`,
  folder: 'Folder',
  allFolders: 'All folders',
}
