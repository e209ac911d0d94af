import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { firstPages } from './scripts/first-pages'

const api = process.env['API_URL'] ?? 'http://127.0.0.1:8000'

/** A regular expression that takes a path with either slash. */
const paths = (pattern: string) => new RegExp(pattern.replaceAll('/', '[\\\\/]'))

/**
 * A first visit loads few files: each costs a request and, before it, the browser's work of asking for it.
 * `start` is what every visit runs, `basics` what nearly every page uses, `shell` what Today and a search are made of.
 */
const chunks = [
  { name: 'react', priority: 3, test: paths('node_modules/(react|react-dom|react-router|scheduler)/') },
  { name: 'forms', priority: 3, test: paths('node_modules/(react-hook-form|@hookform|zod)/') },
  { name: 'start', priority: 2, tags: ['$initial' as const] },
  {
    name: 'basics',
    priority: 1,
    test: paths(
      '/components/(states|ui/(button|field|input|form-error|badge|section|skeleton))|' +
        '/hooks/(form-errors|ui/use-title)|/services/meta|useMutation|useInfiniteQuery|lucide-react',
    ),
  },
  {
    name: 'shell',
    test: paths(
      '/src/shell|/components/(age|cover|deal|grade|listing|listing-link|money|score|source|run)/|' +
        '/components/layout/(layout|page-header|navigation)|/hooks/use-(freshened|result-actions|url-state)|' +
        '/services/(dashboard|recommendations|runs|results|searches)',
    ),
  },
]

export default defineConfig({
  plugins: [react(), tailwindcss(), firstPages()],
  resolve: { alias: { '@': path.resolve(import.meta.dirname, 'src') } },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': api, '/health': api },
    fs: { allow: ['.', '../backend/src'] }, // tests compare the word catalogue with the codes of the backend
  },
  build: {
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: chunks,
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    isolate: false, // setup.ts leaves nothing behind, and a jsdom for each file costs more than its tests
    testTimeout: 120_000, // nothing here measures: a busy machine may take many times as long as an idle one
    expect: { poll: { timeout: 40_000 } },
  },
})
