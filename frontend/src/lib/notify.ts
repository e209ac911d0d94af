import { toast } from 'sonner'
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

export const notifyDone = (text: string, { undo, action, id }: Options = {}): void => {
  const button = undo ? { label: common.undo, onClick: undo } : action
  toast(text, { id, action: button, duration: button ? 8000 : 4000 })
}

export const notifyFailed = (reason: Reason): void => {
  toast.error(say(reason), { id: reason.code, duration: 8000 })
}
