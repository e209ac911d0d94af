import { formatNumber, formatPercent } from '@/lib/money'

const VARIANT: Record<string, string> = {
  cheapest: 'Cheapest', most_wants: 'Most wants', best_condition: 'Best condition', fewest_parcels: 'Fewest parcels',
} // prettier-ignore

/** What a plan is chosen by, the first thing first; see the engine's `solve`. */
const AIM: Record<string, string> = {
  cheapest: 'The least money at your door. A want is left out when it would cost more than it is worth to you.',
  most_wants: 'As many wants as there is a way to get; among such plans the least money.',
  best_condition: 'Only the best graded copy of each want; among such plans the least money.',
  fewest_parcels: 'No fewer wants than the cheapest plan, in as few parcels as possible; only then the least money.',
} // prettier-ignore

const STATUS: Record<string, string> = {
  queued: 'waiting', solving: 'being worked out', solved: 'ready', failed: 'failed',
} // prettier-ignore

const CHANGE: Record<string, string> = {
  unchanged: 'as planned', gone: 'gone', dearer: 'dearer', cheaper: 'cheaper', cheaper_elsewhere: 'cheaper elsewhere',
} // prettier-ignore

export const baskets = {
  title: 'Basket',
  lead: 'Which offers to buy from whom, so that your wants reach your door for the least.',
  create: 'New basket',
  fromListings: 'Basket of these',
  emptyTitle: 'No baskets yet',
  emptyHint: 'Pick some wants; the cheapest parcels for them are worked out, shipping and taxes included.',
  listFailed: 'The baskets could not be loaded',
  failed: 'The basket could not be loaded',
  gone: 'This basket does not exist (any more)',
  unnamed: 'Basket',
  status: (code: string) => STATUS[code] ?? code,
  variant: (code: string) => VARIANT[code] ?? code,
  aim: (code: string) => AIM[code] ?? '',
  dearer: (amount: string) => `${amount} more than the cheapest`,
  change: (code: string) => CHANGE[code] ?? code,
  made: 'made',
  wishes: (n: number) => (n === 1 ? '1 want' : `${formatNumber(n)} wants`),
  covered: (n: number, of: number) => `${formatNumber(n)} of ${formatNumber(of)} covered`,
  parcels: (n: number) => (n === 1 ? '1 parcel' : `${formatNumber(n)} parcels`),
  within: (amount: string) => `at most ${amount}`,
  inAtMost: (n: number) => `in at most ${n === 1 ? '1 parcel' : `${formatNumber(n)} parcels`}`,
  plans: 'Plans side by side',
  working: 'The plans are being worked out…',
  nothing: 'None of these wants is on offer at the moment. They are still watched.',
  solveFailed: 'The plans could not be worked out',
  optimal: 'proven best',
  gap: (share: number) => `within ${formatPercent(share, 1)} of the best`,
  stopped: 'stopped by the clock',
  landed: 'At your door',
  goods: 'Goods',
  shipping: 'Shipping',
  taxes: 'Taxes',
  parcelFrom: (name: string) => `Parcel from ${name}`,
  someone: 'a seller',
  unmet: 'Not covered, still watching',
  check: 'Check against the market',
  checked: 'Checked',
  stillGood: 'The plan still holds.',
  notGood: 'The plan has changed:',
  topUp: 'What else could go in?',
  topUpEmpty: 'This seller has nothing more of your wants.',
  topUpAdds: 'adds',
  topUpSaves: 'saves',
  copy: 'Copy the list',
  copied: 'The list is copied.',
  download: 'Download',
  delete: 'Delete',
  deleted: 'The basket is deleted.',
  weight: (grams: number) => `about ${formatNumber(grams)} g`,
  // new
  name: 'Name',
  pick: 'What should be covered?',
  allWants: 'All my wants',
  chosenWants: 'Only some',
  find: 'Find wants',
  noneChosen: 'Choose at least one want.',
  chosen: (n: number) => `${formatNumber(n)} chosen`,
  budget: 'At most, for everything',
  maxParcels: 'Parcels at most',
  fixedCost: 'Your trouble with each parcel',
  fixedCostHint:
    'What sparing yourself one parcel is worth to you. It is weighed when plans are made, and not part of their sums.',
  maxParcelsWrong: 'A number from 1 to 100.',
  solve: 'Work it out',
  noWants: 'Your want list is empty.',
  toWantlist: 'To the want list',
}
