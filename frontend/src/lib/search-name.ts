import { searches } from '@/lib/words/searches'

/** System searches (the want list's, pasted links) have no name of the user's. */
export const isOwnSearch = (search: { kind: string }): boolean =>
  search.kind !== 'wantlist' && search.kind !== 'imports'

export const searchName = (search: { kind: string; name: string }): string =>
  isOwnSearch(search) ? search.name : searches.kind(search.kind)

const SYSTEM_NAMES = ['wantlist', 'imports']

/** The same where only the name is known: a system search's is its kind. */
export const shownSearchName = (name: string): string =>
  SYSTEM_NAMES.includes(name) ? searches.kind(name) : name
