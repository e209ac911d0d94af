import { describe, expect, it } from 'vitest'
import { SseParser, type SseMessage } from './sse'

const stream = [
  ': ping\r\n\r\n',
  'event: run.progress\r\ndata: {"progress": 40}\r\n\r\n',
  'event: resync\r\ndata: {}\r\n\r\n',
  'data: first\r\ndata: second\r\n\r\n',
].join('')

const messages: SseMessage[] = [
  { event: 'run.progress', data: '{"progress": 40}' },
  { event: 'resync', data: '{}' },
  { event: 'message', data: 'first\nsecond' },
]

const read = (chunks: string[]) => {
  const parser = new SseParser()
  return chunks.flatMap((chunk) => parser.push(chunk))
}

describe('server-sent events', () => {
  it('reads messages and skips pings', () => {
    expect(read([stream])).toEqual(messages)
  })

  it('reads the same however the text is cut', () => {
    for (let cut = 1; cut < stream.length; cut++)
      expect(read([stream.slice(0, cut), stream.slice(cut)]), `cut at ${cut}`).toEqual(messages)
    expect(read([...stream])).toEqual(messages)
  })

  it('takes lines that end with a line feed alone', () => {
    expect(read([stream.replaceAll('\r\n', '\n')])).toEqual(messages)
  })

  it('keeps unusual line separators inside the data', () => {
    expect(read(['data: a\u2028b\r\n\r\n'])).toEqual([{ event: 'message', data: 'a\u2028b' }])
  })

  it('holds back what is not complete', () => {
    expect(read(['event: resync\r\ndata: {}\r\n'])).toEqual([])
  })
})
