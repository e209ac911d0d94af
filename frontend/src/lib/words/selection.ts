import { formatNumber } from '@/lib/money'

export const selection = {
  all: 'Select all shown',
  one: (title: string) => `Select ${title}`,
  selected: (n: number) => `${formatNumber(n)} selected`,
  clear: 'Clear',
}
