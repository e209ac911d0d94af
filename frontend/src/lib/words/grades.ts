const SOURCES: Record<string, string> = {
  field: 'stated by the seller',
  text: 'from the text',
  condition: 'from the condition',
  unknown: 'source unknown',
}

export const grades = {
  media: 'Record',
  sleeve: 'Sleeve',
  unknown: 'unknown',
  none: 'not graded',
  source: (code: string): string => SOURCES[code] ?? code,
}
