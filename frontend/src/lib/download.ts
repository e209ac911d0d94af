/** Offers something as a file to keep. */
export const download = (name: string, content: unknown): void => {
  const isText = typeof content === 'string'
  const blob = new Blob([isText ? content : JSON.stringify(content, null, 2)], {
    type: isText ? 'text/plain' : 'application/json',
  })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
