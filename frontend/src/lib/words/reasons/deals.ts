import { wantlist } from '@/lib/words/holdings'
import type { Catalogue, Params } from '@/lib/words/params'
import { searchPage } from '@/lib/words/search-page'

const reference = (p: Params): string =>
  p.text('basis') === 'asked' ? 'what is asked elsewhere' : 'what it is worth'

/** Parts of a deal score, and its warnings. */
export const dealReasons: Catalogue = {
  price_under_value: (p) =>
    `${p.percent('percent')} under ${reference(p)}${p.is('worst_case') ? ', with all unknown costs at their worst' : ''}`,
  price_over_value: (p) =>
    `${p.percent('percent')} over ${reference(p)}${p.is('worst_case') ? ', with all unknown costs at their worst' : ''}`,
  landed_unknown: 'The price at your door is not known',
  price_not_comparable: 'There is nothing to compare the price with',
  price_rank: (p) =>
    `Number ${p.number('place')} of ${p.count('offers', 'comparable offer', 'comparable offers')} by price`,
  price_under_limit: (p) => `${p.percent('percent')} under your limit`,
  seller_reputation: (p) =>
    `Reputation ${p.number('score')} of 100, from ${p.count('ratings', 'rating', 'ratings')}`,
  on_want_list: (p) => `On your want list: ${wantlist.tierOf(p.text('tier')).toLowerCase()}`,
  searched_for: 'You are searching for it',
  not_asked_for: 'You did not ask for it',
  condition: (p) => `Record ${p.has('media') ? p.grade('media') : '?'}, sleeve ${p.has('sleeve') ? p.grade('sleeve') : '?'}`, // prettier-ignore
  more_at_seller: (p) =>
    Number(p.text('count')) > 0
      ? `${p.has('at_least') ? 'At least ' : ''}${p.count('count', 'more record', 'more records')} of interest at this seller, to share the shipping`
      : 'Nothing else of interest at this seller to share the shipping',
  unofficial: 'An unofficial release: a bootleg or counterfeit',
  capped_lower_bound: (p) => `Held to ${p.number('most')}: the price is only a “from”`,
  capped_without_value: (p) => `Held to ${p.number('most')}: what it is worth is not known`,
  not_below_zero: 'A score does not go below zero',
  far_under_value: (p) => `${p.percent('percent')} under its value: too good to be sure. Look twice.`,
  lower_bound: 'The price is only a “from”',
  cost_unknown: 'A part of the cost is not known',
  seller_score_missing: (p) =>
    `Not enough data for: ${searchPage.scoresOf[p.text('score')] ?? p.text('score')}.`,
}
