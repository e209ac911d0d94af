export const live = {
  runFinished: (name: string, found: number | null) =>
    found === null ? `“${name}” has been searched.` : `“${name}”: ${found} new`,
  syncFinished: 'The sync is complete.',
  basketSolved: 'Your basket is ready.',
  open: 'Open',
}
