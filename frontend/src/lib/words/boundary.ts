export const boundary = {
  page: 'This page could not be drawn',
  widget: (name: string) => `${name} could not be drawn`,
  detail: 'Something went wrong in the app itself. The rest still works.',
}
