/** The levels of a deal, as the engine names them; `floor` is the least score of the level. */
export const LEVELS = ['excellent', 'very_good', 'good', 'fair', 'poor'] as const
export type Level = (typeof LEVELS)[number]

export const levelOf = (score: number): Level =>
  score >= 90 ? 'excellent' : score >= 80 ? 'very_good' : score >= 70 ? 'good' : score >= 60 ? 'fair' : 'poor'
