import type { Reason } from '@/types/reason'
import { errors } from './errors'
import { Params, type Catalogue } from './params'
import { advice } from './reasons/advice'
import { costs } from './reasons/costs'
import { dealReasons } from './reasons/deals'
import { reading } from './reasons/reading'
import { rules } from './reasons/rules'
import { runReasons } from './reasons/runs'
import { values } from './reasons/values'

/** Every code the server can say, with its English text. A translation replaces the files this is made of. */
export const catalogue: Catalogue = {
  ...errors,
  ...runReasons,
  ...costs,
  ...values,
  ...rules,
  ...dealReasons,
  ...advice,
  ...reading,
}

const humanised = (code: string): string => {
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The sentence for a code and its parameters. A code this version does not know is at least readable. */
export const say = (reason: Reason): string => {
  const text = catalogue[reason.code]
  if (text === undefined) return humanised(reason.code)
  return typeof text === 'string' ? text : text(new Params(reason.params))
}
