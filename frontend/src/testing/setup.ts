import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { toast } from 'sonner'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { setLocale } from '@/lib/locale'
import { forgetRestored, setToken } from '@/services/api/session'
import { fillBrowserGaps } from './browser-gaps'
import { server } from './server'

fillBrowserGaps()
configure({ asyncUtilTimeout: 40_000 }) // a page's chunk is compiled when it is first opened

/** Requests no test provided for: they fail the test, also where the app would hide the failure. */
const unhandled: string[] = []

beforeAll(() =>
  server.listen({
    onUnhandledRequest: ({ method, url }, print) => {
      unhandled.push(`${method} ${url}`)
      print.error()
    },
  }),
)
beforeEach(() => setLocale('en-GB'))
afterEach(() => {
  toast.dismiss() // files share one page: what one test was told is not there for the next
  cleanup()
  server.resetHandlers()
  setToken(null)
  forgetRestored()
  localStorage.clear()
  expect(unhandled.splice(0)).toEqual([])
})
afterAll(() => server.close())
