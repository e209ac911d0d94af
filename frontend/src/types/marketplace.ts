export type MarketplaceId = 'discogs' | 'ebay'
