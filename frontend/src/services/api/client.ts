import createClient from 'openapi-fetch'
import type { components, paths } from './generated/schema'
import { toApiError, Unreachable } from './errors'
import { refresh, token } from './session'

export type Schemas = components['schemas']

const authorised = (request: Request): Request => {
  const current = token()
  if (current) request.headers.set('Authorization', `Bearer ${current}`)
  return request
}

const send = async (request: Request): Promise<Response> => {
  try {
    return await fetch(request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Unreachable()
  }
}

/** Sends with the access token; after a 401 renews it once and sends again. */
export const fetchAuthorised = async (request: Request): Promise<Response> => {
  const again = request.clone()
  const response = await send(authorised(request))
  if (response.status !== 401 || !token()) return response
  return (await refresh()) ? send(authorised(again)) : response
}

export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: fetchAuthorised })

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The body of a successful answer; anything else is thrown as an ApiError. */
export const unwrap = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
  const { data, error, response } = await answer
  if (!response.ok) throw toApiError(response, error)
  return data as T
}
