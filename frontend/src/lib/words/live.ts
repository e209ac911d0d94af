const READ: Record<string, string> = {
  collection: 'Your collection is up to date.',
  wantlist: 'Your want list is up to date.',
  list: 'Your Discogs list is up to date.',
}

const UNREAD: Record<string, string> = {
  collection: 'Your collection could not be read.',
  wantlist: 'Your want list could not be read.',
  list: 'Your Discogs list could not be read.',
}

export const live = {
  runFinished: (name: string) => `“${name}” has been searched.`,
  /** Undefined for what nobody waits for. */
  read: (subject: string): string | undefined => READ[subject],
  unread: (subject: string): string | undefined => UNREAD[subject],
  stockRead: (name: string) => `The stock of ${name} has been read.`,
  basketSolved: 'Your basket is ready.',
  open: 'Open',
}
