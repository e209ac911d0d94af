import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { setLocale } from '@/lib/locale'
import { setToken } from '@/services/api/session'
import { fillBrowserGaps } from './browser-gaps'
import { server } from './server'

fillBrowserGaps()
configure({ asyncUtilTimeout: 15_000 }) // a page's chunk is compiled when it is first opened

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => setLocale('en-GB'))
afterEach(() => {
  cleanup()
  server.resetHandlers()
  setToken(null)
  localStorage.clear()
})
afterAll(() => server.close())
