import type { Catalogue, Params } from '@/lib/words/params'

const about = (p: Params): string => (p.has('title') ? ` of ${p.text('title')}` : '')

/** Titles and reasons of recommendations. */
export const advice: Catalogue = {
  best_price: (p) => `The best price${about(p)}`,
  best_price_of_pressing: (p) =>
    `The best price${about(p)}: ${
      ['country', 'year', 'number']
        .filter((name) => p.has(name))
        .map((name) => p.text(name))
        .join(', ') || 'this pressing'
    }`,
  multi_item: (p) =>
    p.has('seller')
      ? `${p.number('items')} records in one parcel from ${p.text('seller')}`
      : `${p.number('items')} records in one parcel`,
  condition_value: (p) => `A better copy${about(p)} for little more`,
  high_value_discovery: (p) => `Well under its value${p.has('title') ? `: ${p.text('title')}` : ''}`,
  collection_completion: 'Completes what you have',
  saves_against_value: (p) =>
    `${p.money()} less than ${p.text('basis') === 'asked' ? 'what is asked elsewhere' : 'what it is worth in this condition'}`,
  saves_against_next: (p) => `${p.money()} less than the next of ${p.count('offers', 'offer', 'offers')}`,
  within_your_limit: 'Within your limit',
  upgrade: 'Better than the copy you have',
  favourite_seller: 'From one of your favourite sellers',
  better_grade_for: (p) => `From ${p.grade('from')} to ${p.grade('to')} for ${p.money()} more`,
  grade_is_worth: (p) => `That step is usually worth ${p.money()}`,
  rare: (p) => `Only ${p.count('for_sale', 'copy', 'copies')} for sale`,
  wanted_by_many: (p) => `Wanted by ${p.number('want')}, owned by ${p.number('have')}`,
  separate_parcels: (p) =>
    `In ${p.count('parcels', 'separate parcel', 'separate parcels')} it would be ${p.money()}`,
  one_parcel: (p) => `In one parcel it is ${p.money()}`,
  missing_volume: (p) =>
    `Volume ${p.text('volume')}, which is missing beside the ${p.number('owned')} you have`,
  closes_label_run: (p) => `Closes a gap in your run of ${p.text('label')}: ${p.text('number')}`,
  more_of_artist: (p) => `You have ${p.count('owned', 'record', 'records')} by ${p.text('artist')}`,
  last_want_of_artist: (p) => `The last one you want by ${p.text('artist')}`,
  no_offer: 'Nobody offers it at the moment',
  no_parcel_left: (p) => `It would need more than ${p.count('parcels', 'parcel', 'parcels')}`,
  over_budget: (p) => `It does not fit into ${p.money()}`,
  not_worth_it: 'It would cost more than it is worth to you',
  seller_unknown: 'The seller is not known, so it fits into no parcel',
}
