import { formatNumber } from '@/lib/money'

export const charts = {
  history: 'Lowest asking price',
  historySummary: (days: number, low: string, high: string, last: string) =>
    `Lowest asking price over ${days === 1 ? '1 reading' : `${days} readings`}: between ${low} and ${high}, last ${last}.`,
  day: 'Day',
  price: 'Price',
  forSale: 'For sale',
  gap: 'no reading',
  values: 'What it is worth, by condition',
  condition: 'Condition',
  value: 'Value',
  range: 'Range',
  distribution: 'Prices by marketplace and condition',
  low: 'Lowest',
  median: 'Median',
  high: 'Highest',
  count: 'Listings',
  landed: 'At your door',
  kept: 'Kept',
  out: 'Left out',
  andMore: (amount: string) => `${amount} and more`,
  bin: (kept: number, out: number) => `${formatNumber(kept)} kept, ${formatNumber(out)} left out`,
  histogramSummary: (listings: number, kept: number) =>
    `Prices at your door of ${formatNumber(listings)} listings, of which the rules keep ${formatNumber(kept)}.`,
}
