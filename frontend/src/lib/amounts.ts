import * as z from 'zod/mini'
import { searchForm } from '@/lib/words/searches'

const AMOUNT = /^\d{1,6}([.,]\d{1,2})?$/

/** An amount as people type it ("19,90"), or nothing. */
export const amountField = z.string().check(
  z.trim(),
  z.refine((text) => text === '' || AMOUNT.test(text), searchForm.notMoney),
)

/** The decimal the API takes; null when empty. */
export const toAmount = (text: string): string | null => text.trim().replace(',', '.') || null
