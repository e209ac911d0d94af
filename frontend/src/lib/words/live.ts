export const live = {
  runFinished: (name: string) => `“${name}” has been searched.`,
  syncFinished: 'The sync is complete.',
  basketSolved: 'Your basket is ready.',
  open: 'Open',
}
