/** What the server tells an open page; ids and figures only, never sentences. */
export interface LiveEvent {
  kind: string
  data: Record<string, unknown>
}

export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline'
