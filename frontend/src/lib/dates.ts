import { ageFormat, dateFormat } from '@/lib/formats'
import { common } from '@/lib/words/common'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "3 h ago", "in 2 d": short, because it stands beside nearly every figure. */
export const formatAge = (iso: string, now: number = Date.now()): string => {
  const difference = new Date(iso).getTime() - now
  const format = ageFormat({ style: 'narrow', numeric: 'auto' })
  const size = Math.abs(difference)
  if (size < MINUTE) return common.justNow
  if (size < HOUR) return format.format(Math.trunc(difference / MINUTE), 'minute')
  if (size < 2 * DAY) return format.format(Math.trunc(difference / HOUR), 'hour')
  if (size < 60 * DAY) return format.format(Math.trunc(difference / DAY), 'day')
  return format.format(Math.trunc(difference / (30 * DAY)), 'month')
}

export const formatDateTime = (iso: string): string =>
  dateFormat({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))

export const formatDate = (iso: string): string => dateFormat({ dateStyle: 'medium' }).format(new Date(iso))

/** "1 min 20 s" for how long something took or will take. */
export const formatDuration = (seconds: number): string => {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.floor(seconds / 60)
  const rest = Math.round(seconds % 60)
  return rest ? `${minutes} min ${rest} s` : `${minutes} min`
}
