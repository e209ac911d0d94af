// The browser of benches and screenshots: Debian's Chromium, signed in to a running stack.
import { chromium } from '@playwright/test'

export const base = process.env.BASE_URL ?? 'http://127.0.0.1:8000'

export const PROGRAM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

export const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const PASSWORD = 'a long sentence about records'

/** A browser with a profile folder that outlives it: who signs in stays signed in. */
export const openBrowser = (profile, options = {}) =>
  chromium.launchPersistentContext(profile, {
    executablePath: PROGRAM,
    args: ARGS,
    baseURL: base,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...options,
  })

const succeeded = async (answer) => {
  if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`)
  return answer.status() === 204 ? undefined : answer.json()
}

/** A new account, signed in in the browser (which the web app notes there), with what a script needs of the API. */
export const register = async (context, email) => {
  const account = { email, password: PASSWORD, country: 'DE', currency: 'EUR', display_name: 'Ada' }
  const { access_token } = await succeeded(
    await context.request.post('/api/v1/auth/register', { data: account }),
  )
  await context.addInitScript(() => localStorage.setItem('signed-in', '1'))
  const headers = { Authorization: `Bearer ${access_token}` }
  return async (method, path, data) =>
    succeeded(await context.request[method](`/api/v1${path}`, { headers, data }))
}

/** Asks until the answer is what is waited for; gives up after two minutes. */
export const until = async (ask, isDone) => {
  for (const end = Date.now() + 120_000; Date.now() < end;) {
    const answer = await ask()
    if (isDone(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('waited for two minutes in vain')
}

/** A search whose marketplaces have answered and whose deals are there. */
export const finishedSearch = async (api, query, rules = {}) => {
  const { id } = await api('post', '/searches', { name: query, kind: 'query', query, ...rules })
  await until(
    () => api('get', `/searches/${id}`),
    ({ last_run: run, results }) => run?.status === 'succeeded' && results.included > 0,
  )
  return id
}
