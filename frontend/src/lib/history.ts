import type { Money } from '@/types/money'

export interface PricePoint {
  day: string
  lowest_price: Money | null
  num_for_sale: number | null
}

export interface DayPrice {
  day: string
  price: number | null
}

const DAY_MS = 86_400_000

/** One entry per day from the first reading to the last: a day without a reading is a gap, not a guess. */
export const withGaps = (points: readonly PricePoint[]): DayPrice[] => {
  const sorted = [...points].sort((a, b) => a.day.localeCompare(b.day))
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return []
  const prices = new Map(
    sorted.map(({ day, lowest_price }) => [day, lowest_price && Number(lowest_price.amount)]),
  )
  const days = Math.round((Date.parse(last.day) - Date.parse(first.day)) / DAY_MS) + 1
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(Date.parse(first.day) + index * DAY_MS).toISOString().slice(0, 10)
    return { day, price: prices.get(day) ?? null }
  })
}
