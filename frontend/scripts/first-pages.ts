import type { Plugin } from 'vite'

/** What early.js has the browser fetch at once: for a visitor, for who is signed in, and for Today besides. */
const PAGES = { visitor: ['login-page'], user: ['shell'], today: ['today-page'] }

interface Chunk {
  type: string
  name: string
  imports: string[]
}

/** Names the files of the first pages on the tag of early.js, less what index.html asks for anyway. */
export const firstPages = (): Plugin => ({
  name: 'first-pages',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const chunks = Object.entries(bundle as unknown as Record<string, Chunk>).filter(
        ([, { type }]) => type === 'chunk',
      )
      const withImports = (file: string, found = new Set<string>()): Set<string> => {
        if (html.includes(file) || found.has(file)) return found
        found.add(file)
        const [, chunk] = chunks.find(([name]) => name === file) ?? []
        chunk?.imports.forEach((name) => withImports(name, found))
        return found
      }
      const filesOf = (names: string[]) =>
        chunks
          .filter(([, { name }]) => names.includes(name))
          .flatMap(([file]) => [...withImports(file)])
          .map((file) => `/${file}`)
      const data = Object.entries(PAGES).map(([who, names]) => `data-${who}="${filesOf(names).join(' ')}"`)
      return html.replace('src="/early.js"', `src="/early.js" ${data.join(' ')}`)
    },
  },
})
