export const boundary = {
  page: 'This page could not be drawn',
  widget: (name: string) => `${name} could not be drawn`,
  outdated: 'This page could not be loaded',
  outdatedHint: 'The connection broke, or there is a newer version of the app. Loading again mends both.',
  detail: 'Something went wrong in the app itself. The rest still works.',
}
