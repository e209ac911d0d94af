import { shownSearchName } from '@/lib/search-name'
import type { Catalogue } from '@/lib/words/params'

/** Why a marketplace did not answer, and what needs attention. */
export const runReasons: Catalogue = {
  marketplace_rate_limited: (p) => `${p.marketplace()} has had as many requests as it allows for now.`,
  marketplace_unavailable: (p) => `${p.marketplace()} does not answer at the moment.`,
  marketplace_refused_credentials: (p) => `${p.marketplace()} refused the credentials.`,
  marketplace_forbidden: (p) => `${p.marketplace()} does not allow this.`,
  marketplace_not_found: (p) => `${p.marketplace()} does not know this (any more).`,
  marketplace_not_supported: (p) => `${p.marketplace()} cannot do this.`,
  marketplace_answer_changed: (p) => `${p.marketplace()} answered in a way this version does not understand.`,
  marketplace_ignored: (p) =>
    `${p.marketplace()} ignored part of the question (${p.text('what')}). Is your postal code right?`,
  marketplace_unreadable: (p) =>
    `${p.count('count', 'offer', 'offers')} of ${p.marketplace()} could not be read and were left out.`,
  run_interrupted: 'The run was interrupted and could not be finished.',
  run_failed: (p) =>
    p.has('search') ? `The last run of “${shownSearchName(p.text('search'))}” failed.` : 'A run failed.',
  run_partial: (p) =>
    p.has('search')
      ? `The last run of “${shownSearchName(p.text('search'))}” is incomplete.`
      : 'A run is incomplete.',
  marketplace_paused: (p) =>
    `${p.marketplace()} failed several times in a row and is left alone for a while. Searches go on by themselves.`,
  budget_nearly_used: (p) =>
    `${p.marketplace()}: ${p.number('used')} of the day’s ${p.number('limit')} calls are used. Searches may have to wait.`,
  sync_failed: (p) => `Your records at ${p.marketplace()} could not be read.`,
  connection_broken: (p) => `The connection with ${p.marketplace()} has to be renewed.`,
  token_rejected: (p) => `${p.has('marketplace') ? p.marketplace() : 'The marketplace'} no longer takes the connection. Connect again.`, // prettier-ignore
  credentials_rejected: (p) =>
    `${p.has('marketplace') ? p.marketplace() : 'The marketplace'} refused the credentials.`,
}
