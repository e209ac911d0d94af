import { formatDuration } from '@/lib/dates'
import { formatNumber } from '@/lib/money'
import { marketplaceName } from './marketplaces'

const STATUS: Record<string, string> = {
  queued: 'waiting', running: 'running', partial: 'partly done', succeeded: 'done', failed: 'failed', cancelled: 'stopped',
  waiting: 'waiting', skipped: 'skipped',
} // prettier-ignore

const STAGE: Record<string, string> = {
  queued: 'Waiting for its turn', planning: 'Planning', asking: 'Asking the marketplaces', storing: 'Storing what came',
  analysing: 'Matching and pricing', done: 'Done',
} // prettier-ignore

const TRIGGER: Record<string, string> = { manual: 'by you', schedule: 'on schedule', api: 'through the API' }

export const runs = {
  title: 'Runs',
  status: (code: string) => STATUS[code] ?? code,
  stage: (code: string) => STAGE[code] ?? code,
  trigger: (code: string) => TRIGGER[code] ?? code,
  progress: 'Progress of the run',
  plan: (calls: number, seconds: number) =>
    `${formatNumber(calls)} requests, about ${formatDuration(seconds)}`,
  cancel: 'Stop',
  outcome: (id: string, found: number, fresh: number) =>
    `${marketplaceName(id)}: ${formatNumber(found)} found, ${formatNumber(fresh)} new`,
  calls: (n: number) => `${formatNumber(n)} requests`,
  took: (seconds: number) => `took ${formatDuration(seconds)}`,
  emptyTitle: 'No runs yet',
  emptyHint: 'Search now, or wait for the schedule.',
  failed: 'The runs could not be loaded',
  marketplace: 'Marketplace',
  state: 'State',
  found: 'Found',
  fresh: 'New',
}
