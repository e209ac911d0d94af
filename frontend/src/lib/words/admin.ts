import { formatDuration } from '@/lib/dates'
import { formatNumber } from '@/lib/money'

const COMPONENT: Record<string, string> = {
  api: 'API',
  worker: 'Worker',
  scheduler: 'Scheduler',
  sandbox: 'Sandbox',
}
const READY: Record<string, string> = { database: 'Database', redis: 'Redis', migrations: 'Migrations' }
const JOB: Record<string, string> = {
  queued: 'waiting', leased: 'running', done: 'done', failed: 'failed', dead: 'given up', blocked: 'blocked',
} // prettier-ignore

export const admin = {
  title: 'Admin',
  tabs: 'Administration',
  marketplaces: 'Marketplaces',
  users: 'Users',
  health: 'Health',
  failed: 'Dead letters',
  audit: 'Audit',
  loadFailed: 'This could not be loaded',
  forbidden: 'Only administrators may see this.',
  // environment
  environment: 'Where searches look',
  sample: 'Sample marketplaces',
  live: 'Live marketplaces',
  sampleHint: 'Made-up records from the sandbox. Nothing leaves this machine.',
  liveHint: 'Discogs and eBay themselves, with the credentials below.',
  liveNeeds: 'Enter credentials for at least one marketplace first.',
  goLive: 'Go live',
  backToSample: 'Back to the samples',
  goLiveTitle: 'Switch to the live marketplaces?',
  goLiveHint: (n: number) =>
    `What came from the sample marketplaces (${formatNumber(n)} listings) is removed. Searches, accounts and settings stay.`,
  wentLive: 'The live marketplaces are asked from now on.',
  wentSample: 'The sample marketplaces are asked from now on.',
  terms:
    'Before going public, read the marketplaces’ terms yourself: Discogs’ API Terms of Use and eBay’s API License Agreement.',
  // credentials
  credentials: 'Application credentials',
  key: 'Key',
  clientId: 'Client ID',
  secret: 'Secret',
  ruName: 'RuName',
  verification: 'Verification token for account deletions',
  verificationHint: '32 to 80 letters, digits, _ or -. The same at eBay, with the notice address below.',
  verificationWrong: '32 to 80 letters, digits, _ or -.',
  kept: (hint: string) => `stored: ${hint}`,
  keptSecret: 'stored; leave empty to keep it',
  callback: 'Address to enter at the marketplace as its callback',
  notice: 'Address for eBay’s account-deletion notices',
  save: 'Save',
  saved: 'The credentials are saved.',
  test: 'Test',
  works: 'The marketplace takes them.',
  tested: 'last tested',
  // budgets
  budgets: 'Requests',
  budgetLine: (used: number, limit: number, seconds: number) =>
    `${formatNumber(used)} of ${formatNumber(limit)} in ${seconds >= 86_400 ? 'a day' : formatDuration(seconds)}`,
  waiting: (n: number) => (n === 1 ? '1 request waiting' : `${formatNumber(n)} requests waiting`),
  resets: 'resets',
  breaker: 'not asked, after repeated failures, until',
  misfits: (n: number) =>
    `${formatNumber(n)} of the last day’s answers did not fit what this version knows: look for an update.`,
  // users
  email: 'E-mail',
  isAdmin: 'Administrator',
  isActive: 'May sign in',
  seen: 'Last seen',
  never: 'never',
  you: 'you',
  resetLink: 'Reset link',
  resetLinkOf: (email: string) => `Reset link for ${email}`,
  invite: 'Invite someone',
  linkTitle: 'One-time link',
  linkHint: 'Pass it on yourself; it is shown this once and works once.',
  // health
  processes: 'Processes',
  component: (code: string) => COMPONENT[code] ?? code,
  readiness: 'Ready',
  part: (code: string) => READY[code] ?? code,
  ok: 'ok',
  notOk: 'failing',
  jobs: 'Jobs',
  job: (code: string) => JOB[code] ?? code,
  oldest: (seconds: number) =>
    seconds > 0 ? `the oldest due one waits ${formatDuration(seconds)}` : 'nothing is late',
  ago: (seconds: number) => `${formatDuration(seconds)} ago`,
  periodic: 'Periodic work',
  nextRun: 'next',
  // dead letters
  failedEmpty: 'No dead letters',
  failedHint: 'Work that failed for good would wait here to be replayed or discarded.',
  attempts: (n: number) => (n === 1 ? '1 attempt' : `${formatNumber(n)} attempts`),
  replay: 'Replay',
  discard: 'Discard',
  replayed: 'It is queued again.',
  discarded: 'It is discarded.',
  details: 'Details',
  auditEmpty: 'Nothing has happened yet',
  when: 'When',
  what: 'What',
  who: 'Who',
  system: 'system',
}
