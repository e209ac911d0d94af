import { describe, expect, it } from 'vitest'
import { backoff } from './backoff'

describe('waiting between attempts', () => {
  it('doubles up to half a minute', () => {
    const waits = [0, 1, 2, 3, 4, 5, 9].map((attempt) => backoff(attempt, () => 0.5))
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  })

  it('is spread by a quarter either way', () => {
    expect(backoff(0, () => 0)).toBe(750)
    expect(backoff(0, () => 1)).toBe(1250)
  })
})
