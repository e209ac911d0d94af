import type * as Sonner from 'sonner'
import { common } from '@/lib/words/common'
import { say as wordsOf } from '@/lib/words/say'
import type { Reason } from '@/types/reason'

/** How long a toast stands: to be read, to be acted on, to think better of it. In milliseconds. */
const READ_MS = 4000
const ACT_MS = 8000
const UNDO_MS = 15_000

interface Options {
  /** Offers to take it back for as long as the toast stands. */
  undo?: () => void
  /** A link-like action, e.g. "Open". */
  action?: { label: string; onClick: () => void }
  /** Toasts with one id replace each other. */
  id?: string
}

/** What makes toasts; it is loaded after the first paint, with the place where they appear. */
type Toasts = Pick<typeof Sonner, 'toast'>
type Announcement = (toasts: Toasts) => void

let toasts: Toasts | null = null
const waiting: Announcement[] = []

/** The place where toasts appear is there, or gone (null). What was said before it was there appears now. */
export const toastsAppear = (found: Toasts | null): void => {
  toasts = found
  if (found) for (const announce of waiting.splice(0)) announce(found)
}

const say = (announce: Announcement): void => {
  if (toasts) announce(toasts)
  else waiting.push(announce)
}

export const notifyDone = (text: string, { undo, action, id }: Options = {}): void => {
  const button = undo ? { label: common.undo, onClick: undo } : action
  const duration = undo ? UNDO_MS : action ? ACT_MS : READ_MS
  say(({ toast }) => toast(text, { id, action: button, duration }))
}

export const notifyFailed = (reason: Reason): void => {
  say(({ toast }) => toast.error(wordsOf(reason), { id: reason.code, duration: ACT_MS }))
}
