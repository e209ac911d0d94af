export const charts = {
  history: 'Lowest asking price',
  historySummary: (days: number, low: string, high: string, last: string) =>
    `Lowest asking price over ${days} readings: between ${low} and ${high}, last ${last}.`,
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
}
