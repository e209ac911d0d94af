export interface SseMessage {
  event: string
  data: string
}

/** Reads server-sent events out of chunks of text as they arrive; comments (pings) are skipped. */
export class SseParser {
  private rest = ''
  private event = 'message'
  private data: string[] = []

  push(chunk: string): SseMessage[] {
    const lines = (this.rest + chunk).split(/\r\n|\n|\r(?!$)/) // a \r at the very end may be half of a \r\n
    this.rest = lines.pop() ?? ''
    return lines.flatMap((line) => this.take(line) ?? [])
  }

  /** One line; an empty one ends a message. */
  private take(line: string): SseMessage | null {
    if (line === '') return this.finish()
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') this.event = value
    if (field === 'data') this.data.push(value)
    return null
  }

  private finish(): SseMessage | null {
    const message = this.data.length > 0 ? { event: this.event, data: this.data.join('\n') } : null
    this.event = 'message'
    this.data = []
    return message
  }
}
