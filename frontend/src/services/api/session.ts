import type { components } from './generated/schema'
import { toApiError, Unreachable } from './errors'

type User = components['schemas']['UserOut']
type Tokens = components['schemas']['TokensOut']

/**
 * The access token lives here, in memory; the refresh token in an HttpOnly cookie this code never sees.
 * `null`: signed out. Listeners hear of every change (React reads it through useAuth).
 */
let accessToken: string | null = null
/** Whose token it is, as they were when they got it. */
let owner: User | undefined
let refreshing: Promise<boolean> | null = null
const listeners = new Set<() => void>()

export const token = (): string | null => accessToken

export const tokenOwner = (): User | undefined => owner

/** Whether somebody has signed in with this browser; no secret, it only saves visitors a request that must fail. */
const MARK = 'signed-in'

export const mayHaveSession = (): boolean => localStorage.getItem(MARK) !== null

export const setToken = (value: string | null): void => {
  if (value) localStorage.setItem(MARK, '1')
  else {
    localStorage.removeItem(MARK)
    owner = undefined
  }
  if (value === accessToken) return
  accessToken = value
  listeners.forEach((notify) => notify())
}

export const setTokens = ({ access_token: value, user }: Tokens): void => {
  owner = user
  setToken(value)
}

export const onTokenChange = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const askForToken = async (): Promise<boolean> => {
  let response: Response
  try {
    response = await fetch('/api/v1/auth/refresh', { method: 'POST', credentials: 'same-origin' })
  } catch {
    throw new Unreachable()
  }
  if (response.ok) {
    setTokens((await response.json()) as Tokens)
    return true
  }
  const refusal: unknown = await response.json().catch(() => null) // read: an answer left unread counts as unfinished
  if (response.status >= 500 || response.status === 429) throw toApiError(response, refusal)
  setToken(null)
  return false
}

/** One refresh at a time in the whole browser: rotation makes a second, parallel one look like a stolen token. */
const inTurn = async (): Promise<boolean> =>
  'locks' in navigator ? await navigator.locks.request('auth-refresh', askForToken) : askForToken()

/** Renews the access token once for all who wait; false when the user must sign in again. */
export const refresh = (): Promise<boolean> => {
  refreshing ??= inTurn().finally(() => {
    refreshing = null
  })
  return refreshing
}

let restoring: Promise<boolean> | null = null

/** Tries the refresh cookie once, at the very start; false when nobody is signed in. */
export const restoreSession = (): Promise<boolean> =>
  (restoring ??= mayHaveSession() ? refresh() : Promise.resolve(false))

/** Lets the cookie be tried anew. */
export const forgetRestored = (): void => {
  restoring = null
}
