/** What the server says, before it is a sentence: see lib/words. */
export interface Reason {
  code: string
  params?: Record<string, unknown>
}
