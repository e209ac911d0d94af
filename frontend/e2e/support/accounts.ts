import { expect, type APIRequestContext } from '@playwright/test'

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
  expect(answer, await answer.text()).toBeOK()
  return accessToken(await answer.json())
}

/** Signs in as the web app does; gives back an access token for what a test prepares through the API. */
export const signIn = async (request: APIRequestContext, { email, password }: Account): Promise<string> => {
  const answer = await request.post('/api/v1/auth/login', { form: { username: email, password } })
  expect(answer, await answer.text()).toBeOK()
  return accessToken(await answer.json())
}

const accessToken = (tokens: { access_token: string }): string => tokens.access_token
