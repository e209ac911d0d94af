import { describe, expect, it } from 'vitest'
import { formatAge, formatDuration } from './dates'

const NOW = Date.parse('2026-11-23T12:00:00Z')
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString()

describe('ages', () => {
  it.each([
    [5, 'just now'],
    [90, '1 min ago'],
    [3 * 3600, '3 hr ago'],
    [26 * 3600, '26 hr ago'],
    [3 * 86_400, '3 days ago'],
    [90 * 86_400, '3 mo ago'],
    [-2 * 3600, 'in 2 hr'],
  ])('%i seconds back', (seconds, text) => {
    expect(normalised(formatAge(ago(seconds), NOW))).toBe(normalised(text))
  })
})

/** ICU's short units differ between versions ("3 hr", "3h"): only figure and direction are this app's. */
const normalised = (text: string) => text.replace(/\s*(min|m|hr|h|days?|d|mo|m)\b/, ' unit').trim()

describe('durations', () => {
  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [60, '1 min'],
    [80, '1 min 20 s'],
  ])('%f seconds', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })
})
