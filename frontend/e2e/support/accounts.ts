import { expect, type APIRequestContext, type APIResponse, type Page } from '@playwright/test'

export interface Account {
  email: string
  password: string
}

const PASSWORD = 'a long sentence about records'

/** The first account of the installation; made by `prepare.setup.ts`, its administrator. */
export const admin: Account = { email: 'admin@example.org', password: PASSWORD }

/** An account with one finished search and a connected Discogs account; tests change only what is theirs in it. */
export const collector: Account = { email: 'collector@example.org', password: PASSWORD }

/** An address nobody has registered yet. */
export const freshAccount = (): Account => ({
  email: `user-${crypto.randomUUID()}@example.org`,
  password: PASSWORD,
})

/** Makes an account through the API; the browser that shares `request`'s cookies is signed in from then on. */
export const register = async (request: APIRequestContext, account: Account): Promise<string> => {
  const answer = await request.post('/api/v1/auth/register', {
    data: { ...account, country: 'DE', currency: 'EUR', display_name: '' },
  })
  return accessToken(answer)
}

/** Signs in as the web app does; gives back an access token for what a test prepares through the API. */
export const signIn = async (request: APIRequestContext, { email, password }: Account): Promise<string> => {
  const answer = await request.post('/api/v1/auth/login', { form: { username: email, password } })
  return accessToken(answer)
}

/** Signed in through the API, in the browser too: the web app notes there that somebody has signed in before. */
export const enter = async (page: Page, signing: Promise<string>): Promise<string> => {
  await page.addInitScript(() => localStorage.setItem('signed-in', '1'))
  return signing
}

const accessToken = async (answer: APIResponse): Promise<string> => {
  await expect(answer, await answer.text()).toBeOK()
  const tokens = (await answer.json()) as { access_token: string }
  return tokens.access_token
}
