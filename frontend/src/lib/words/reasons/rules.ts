import type { Catalogue } from '@/lib/words/params'
import { searches } from '@/lib/words/searches'

/** Which rule keeps an offer out of a search. */
export const rules: Catalogue = {
  no_longer_available: 'No longer available',
  seller_blocked: 'You blocked this seller',
  not_a_record: 'Not a vinyl record',
  several_records: 'A lot of several records',
  excluded_word: (p) => (p.has('word') ? `Has the word “${p.text('word')}”` : 'Has a word you leave out'),
  another_record: 'Another record',
  another_pressing: 'Another pressing',
  pressing_not_confirmed: 'It is not certain that it is this pressing',
  unrelated_to_query: (p) =>
    p.has('missing') ? `Not about “${p.text('missing')}”` : 'Not about these words',
  other_format: 'Another format',
  other_year: (p) => (p.has('year') ? `From ${p.text('year')}` : 'Another year'),
  other_buying_option: (p) =>
    p.has('option') ? `Sold as: ${searches.buying(p.text('option')).toLowerCase()}` : 'Sold in another way',
  media_below: (p) => (p.has('grade') ? `The record is ${p.grade()}, you ask for ${p.grade('minimum')}` : 'The record is below your condition'), // prettier-ignore
  sleeve_below: (p) => (p.has('grade') ? `The sleeve is ${p.grade()}, you ask for ${p.grade('minimum')}` : 'The sleeve is below your condition'), // prettier-ignore
  ships_from_elsewhere: (p) => (p.has('country') ? `Ships from ${p.country()}` : 'Ships from elsewhere'),
  seller_unrated: 'The seller has no ratings yet',
  seller_rating_below: (p) => (p.has('percent') ? `The seller has ${p.percent('percent', 1)} positive ratings` : 'The seller’s rating is below yours'), // prettier-ignore
  seller_few_ratings: (p) => (p.has('ratings') ? `The seller has only ${p.count('ratings', 'rating', 'ratings')}` : 'The seller has too few ratings'), // prettier-ignore
  not_shipped_here: 'Not sent to your country',
  below_min_price: (p) => (p.has('amount') ? `${p.money()} for the record, below your least price` : 'Below your least price'), // prettier-ignore
  above_max_price: (p) =>
    p.has('amount') ? `${p.money()} at your door, above your limit` : 'Above your limit',
  above_want_limit: (p) =>
    p.has('amount') ? `Above this want’s limit of ${p.money()}` : 'Above the want’s limit',
  not_wanted: 'Not on your want list',
}
