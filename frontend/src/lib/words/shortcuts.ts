export const shortcuts = {
  title: 'Keyboard shortcuts',
  enabled: 'Shortcuts are on',
  go: (place: string) => `Go to ${place}`,
  help: 'Show this sheet',
  newSearch: 'New search',
  filter: 'Jump to the filter, or a new search',
  tick: 'Select the row',
  next: 'Next row',
  previous: 'Previous row',
  open: 'Open the row',
  close: 'Close a sheet',
  then: 'then',
}
