import type { Reason } from '@/types/reason'

export interface FieldError {
  field: string
  message: string
}

/** What the server answered instead of what was asked: its status, a code with parameters, and the fields at fault. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly reason: Reason
  readonly requestId: string | undefined
  readonly fields: FieldError[]
  /** Seconds to wait, when the server said so. */
  readonly retryAfter: number | undefined

  constructor(status: number, body: ErrorBody, retryAfter?: number) {
    super(body.detail ?? `HTTP ${status}`)
    this.status = status
    this.reason = { code: body.code ?? fallbackCode(status), params: body.params ?? {} }
    this.requestId = body.request_id
    this.fields = body.errors ?? []
    this.retryAfter = retryAfter
  }
}

/** No answer at all: the network, or a server that is down. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

interface ErrorBody {
  detail?: string
  code?: string
  params?: Record<string, unknown>
  request_id?: string
  errors?: FieldError[]
}

const fallbackCode = (status: number): string => (status >= 500 ? 'internal_error' : 'request_failed')

const isErrorBody = (value: unknown): value is ErrorBody =>
  typeof value === 'object' && value !== null && ('code' in value || 'detail' in value)

export const toApiError = (response: Response, body: unknown): ApiError => {
  const wait = Number(response.headers.get('Retry-After') ?? NaN)
  return new ApiError(
    response.status,
    isErrorBody(body) ? body : {},
    Number.isFinite(wait) ? wait : undefined,
  )
}

/** What to tell the user about anything that was thrown, as a code of the word catalogue. */
export const reasonOf = (error: unknown): Reason => {
  if (error instanceof ApiError) return error.reason
  if (error instanceof Unreachable) return { code: 'unreachable' }
  return { code: 'app_error' }
}

export const isGone = (error: unknown): boolean => error instanceof ApiError && error.status === 404
