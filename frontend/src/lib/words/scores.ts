const LEVEL: Record<string, string> = {
  excellent: 'Excellent',
  very_good: 'Very good',
  good: 'Good',
  fair: 'Fair',
  poor: 'Poor',
}

export const scores = {
  level: (code: string): string => LEVEL[code] ?? code,
  score: 'Score',
  none: 'no score',
  noneHint: 'Not enough data for a score',
  parts: 'How the score comes about',
  part: 'Part',
  points: 'Points',
  of: (points: string, most: string) => `${points} of ${most}`,
  total: 'Total',
}
