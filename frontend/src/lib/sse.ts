export interface SseMessage {
  event: string
  data: string
}

/** Reads server-sent events out of chunks of text as they arrive; comments (pings) are skipped. */
export class SseParser {
  private buffer = ''

  push(chunk: string): SseMessage[] {
    // a chunk may end between the \r and the \n of one line break: what is replaced is the whole rest
    this.buffer = (this.buffer + chunk).replaceAll('\r\n', '\n')
    const blocks = this.buffer.split('\n\n')
    this.buffer = blocks.pop() ?? ''
    return blocks.map(parseBlock).filter((message) => message !== null)
  }
}

const parseBlock = (block: string): SseMessage | null => {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    const [, field, value] = /^(\w+): ?([^]*)$/.exec(line) ?? []
    if (field === 'event') event = value ?? event
    if (field === 'data') data.push(value ?? '')
  }
  return data.length > 0 ? { event, data: data.join('\n') } : null
}
