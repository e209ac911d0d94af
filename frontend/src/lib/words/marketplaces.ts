const NAMES: Record<string, string> = { discogs: 'Discogs', ebay: 'eBay' }

export const marketplaceName = (id: string): string => NAMES[id] ?? id

export const marketplaces = {
  discogsNotice:
    'This application uses Discogs’ API but is not affiliated with, sponsored or endorsed by Discogs. ‘Discogs’ is a trademark of Zink Media, LLC.',
  providedByDiscogs: 'Data provided by Discogs',
  open: (id: string) => `Open on ${marketplaceName(id)}`,
  lastSeen: (age: string) => `last seen ${age}`,
  staleHint: 'Marketplace figures older than 6 hours are not shown.',
} as const
