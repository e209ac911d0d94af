import type { Deal } from '@/types/deal'
import type { Certainty } from '@/types/money'

/** How sure a deal's sum is: as sure as the least sure of its offers. */
export const certaintyOf = ({ items }: Pick<Deal, 'items'>): Certainty =>
  items.every(({ certain }) => certain === 'exact') ? 'exact' : 'estimated'
