import { common } from '@/lib/words/common'
import { say } from '@/lib/words/say'
import type { Reason } from '@/types/reason'

interface Options {
  /** Offers to take it back for as long as the toast stands. */
  undo?: () => void
  /** A link-like action, e.g. "Open". */
  action?: { label: string; onClick: () => void }
  /** Toasts with one id replace each other. */
  id?: string
}

/** Toasts come after the first paint, and so does their library. */
const library = () => import('sonner')

export const notifyDone = (text: string, { undo, action, id }: Options = {}): void => {
  const button = undo ? { label: common.undo, onClick: undo } : action
  void library().then(({ toast }) => toast(text, { id, action: button, duration: button ? 8000 : 4000 }))
}

export const notifyFailed = (reason: Reason): void => {
  void library().then(({ toast }) => toast.error(say(reason), { id: reason.code, duration: 8000 }))
}
