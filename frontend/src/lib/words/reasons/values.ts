import type { Catalogue } from '@/lib/words/params'

/** What a value rests on, or why there is none. */
export const values: Catalogue = {
  not_in_catalogue: 'This record is not in the catalogue.',
  not_enough_data: 'There is not enough data to say what it is worth.',
  only_a_floor: 'Only the lowest asking price is known; that is no value.',
  grade_unknown: 'The record’s condition is not known.',
  sleeve_unknown: 'The sleeve’s condition is not known.',
  pressing_unknown: (p) => `Which of ${p.number('pressings')} pressings it is, is not known.`,
  value_from_siblings: (p) =>
    `Taken from ${p.count('siblings', 'other pressing', 'other pressings')} of the album.`,
  value_capped_by_floor: (p) => `The suggested price was held to ${p.number('times')} times the lowest of ${p.number('for_sale')} copies for sale.`, // prettier-ignore
  value_capped_by_siblings: (p) => `The suggested price was held to ${p.number('times')} times the middle of its ${p.number('siblings')} sibling pressings.`, // prettier-ignore
  few_owners: (p) =>
    `Only ${p.count('owners', 'collector has', 'collectors have')} it, so the figure is weak.`,
  few_for_sale: (p) =>
    `Only ${p.count('for_sale', 'copy is', 'copies are')} for sale, so the figure is weak.`,
}
