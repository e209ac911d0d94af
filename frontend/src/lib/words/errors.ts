import type { Catalogue } from './params'

/** What can go wrong between the app and the server. */
export const errors: Catalogue = {
  unreachable: 'The server does not answer. Check the connection; it is tried again by itself.',
  app_error: 'Something went wrong in the app itself.',
  request_failed: 'The server refused the request.',
  internal_error: 'The server had an unexpected problem. It has been written to its log.',
  bad_request: 'The server did not understand the request.',
  conflict: 'This was changed in the meantime, or exists already.',
  forbidden: 'You may not do this.',
  gone: 'This is no longer there.',
  invalid_input: 'Some of what was entered is not valid.',
  not_authenticated: 'Please sign in again.',
  not_found: 'This does not exist (any more).',
  payload_too_large: 'This is too large to be sent.',
  service_unavailable: 'A part of the server is not available right now.',
  too_many_requests: (p) =>
    p.has('seconds')
      ? `Too many attempts. Wait ${p.number('seconds')} seconds.`
      : 'Too many attempts. Wait a little.',
}
