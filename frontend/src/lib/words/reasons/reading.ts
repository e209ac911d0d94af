import type { Catalogue, Params, Text } from '@/lib/words/params'

const risk =
  (what: string): Text =>
  (p: Params) =>
    p.has('words') ? `${what}: “${p.text('words')}”` : what

/** What was read in a listing: how a grade was understood, and words that warn, quoted. */
export const reading: Catalogue = {
  grade_read_as: (p) => `“${p.text('words')}” is read as ${p.grade()}`,
  grade_contradicted: (p) => `The text contradicts itself: “${p.text('first')}” and “${p.text('words')}”`,
  risk_noise: risk('Noise'),
  risk_scratch: risk('Scratches'),
  risk_skip: risk('Skips'),
  risk_warp: risk('Warped'),
  risk_damage: risk('Damage'),
  risk_sleeve: risk('The sleeve'),
  risk_not_played: risk('Not play-tested'),
  risk_unofficial: risk('Perhaps unofficial'),
  risk_stock_photo: risk('Not a picture of this copy'),
  risk_missing: risk('Something is missing'),
}
