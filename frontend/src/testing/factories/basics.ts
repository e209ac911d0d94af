let counter = 0
export const id = (): string => `00000000-0000-7000-8000-${String(++counter).padStart(12, '0')}`

export const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()

export const eur = (amount: number) => ({ amount: amount.toFixed(2), currency: 'EUR' })

export const page = <T>(items: T[], next: string | null = null) => ({
  items,
  next_cursor: next,
  total: next ? null : items.length,
})
