import type { Catalogue } from './params'

/** What can go wrong between the app and the server. */
export const errors: Catalogue = {
  unreachable: 'The server does not answer. Check the connection, then try again.',
  app_error: 'Something went wrong in the app itself.',
  request_failed: 'The server refused the request.',
  internal_error: 'The server had an unexpected problem. It has been written to its log.',
  bad_request: 'The server did not understand the request.',
  conflict: 'This was changed in the meantime, or exists already.',
  forbidden: 'You may not do this.',
  gone: 'This is no longer there.',
  invalid_input: 'Some of what was entered is not valid.',
  invalid_cursor: 'The list has changed. Load it again.',
  not_authenticated: 'Please sign in again.',
  not_found: 'This does not exist (any more).',
  payload_too_large: 'This is too large to be sent.',
  service_unavailable: 'A part of the server is not available right now.',
  database_unavailable: 'The database does not answer right now. Try again in a moment.',
  too_many_requests: (p) =>
    p.has('retry_after')
      ? `Too many attempts. Wait ${p.number('retry_after')} seconds.`
      : 'Too many attempts. Wait a little.',
  // accounts
  login_failed: 'E-mail or password is wrong.',
  login_needed: 'Please sign in.',
  fresh_login_needed: 'Please sign in again to do this.',
  wrong_password: 'The current password is wrong.',
  email_taken: 'There is already an account with this e-mail address.',
  registration_closed: 'Registration is by invitation here.',
  setup_code_needed: 'The one-time code is missing or wrong. It is in the server’s log.',
  invite_invalid: 'This invitation is used up, expired or wrong.',
  reset_link_invalid: 'This link is used up, expired or wrong.',
  admin_needed: 'Only administrators may do this.',
  last_admin: 'This is the last administrator; somebody has to stay.',
  token_invalid: 'This token is not valid.',
  refresh_token_missing: 'Please sign in again.',
  scope_missing: 'This token may not do that.',
  too_many_tokens: 'There are too many tokens already. Revoke one first.',
  origin_refused: 'This request came from another site.',
  already_resolved: 'Somebody has already dealt with this.',
  // marketplaces
  app_not_configured: 'The application’s credentials are missing. An administrator can enter them.',
  consent_denied: 'The marketplace was told no.',
  consent_state_invalid:
    'This answer is too old, was already used, or belongs to another login. Start again.',
  consent_code_missing: 'The code is missing in what was pasted.',
  not_connected: 'This marketplace is not connected.',
  not_supported: 'This marketplace cannot do that.',
  not_at_marketplace: 'The marketplace does not know this.',
  unknown_marketplace: 'There is no such marketplace.',
  marketplace_busy: 'The marketplace has had as many requests as it allows. Try again later.',
  confirm_purge: 'Confirm that the sample data may be removed.',
  verification_token_missing: 'The verification token is missing.',
  notice_not_genuine: 'This notice is not genuine.',
  // searching
  system_search: 'This search belongs to the app; it can be run and paused only.',
  too_many_searches: 'There are too many searches already. Delete one first.',
  range_runs_downwards: 'A range runs downwards.',
  unknown_release: 'This release is not known.',
  run_finished: 'This run has already ended.',
  listing_gone: 'This listing is no longer there.',
  match_not_in_catalogue: 'This record is not in the catalogue, so it cannot be confirmed.',
  image_not_found: 'There is no such picture.',
  // wants and baskets
  already_wanted: 'This is already on your want list.',
  want_is_synced: 'This want comes from the marketplace; remove it there.',
  nothing_wished: 'There is nothing to cover. Choose some wants.',
  basket_not_solved: 'This basket is not worked out yet.',
  too_many_links: (p) =>
    `At most ${p.number('limit')} links in 24 hours: each costs a call that all users share.`,
  too_many_lines: 'Too many lines at a time.',
}
