import { LONG } from './patience'
import { expect, type APIRequestContext } from '@playwright/test'
import type { components } from '../../src/services/api/generated/schema'

type Schemas = components['schemas']
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** The API as one account uses it, for what a test needs but is not about. */
export class Api {
  private readonly request: APIRequestContext
  private readonly token: string

  constructor(request: APIRequestContext, token: string) {
    this.request = request
    this.token = token
  }

  async call<T>(method: Method, path: string, data?: unknown): Promise<T> {
    const headers = { Authorization: `Bearer ${this.token}` }
    const answer = await this.request[method](`/api/v1${path}`, { headers, data })
    await expect(answer, `${method} ${path}: ${await answer.text()}`).toBeOK()
    return (answer.status() === 204 ? undefined : await answer.json()) as T
  }

  createSearch(query: string): Promise<Schemas['SearchOut']> {
    return this.call('post', '/searches', { name: query, kind: 'query', query })
  }

  /** Until the marketplaces have answered and the analysis is there. */
  async untilSearched(id: string): Promise<void> {
    const read = async () => {
      const search = await this.call<Schemas['SearchOut']>('get', `/searches/${id}`)
      return search.last_run && { status: search.last_run.status, kept: search.results.included > 0 }
    }
    await expect.poll(read, { timeout: LONG }).toEqual({ status: 'succeeded', kept: true })
  }

  async connectDiscogs(member: string): Promise<void> {
    await this.call('put', '/oauth/discogs/token', { token: `sandbox-token-${member}` })
  }

  /** Until the collection and the want list have been read whole. */
  async untilSynced(): Promise<void> {
    const read = async (kind: string) => {
      const { accounts } = await this.call<{ accounts: Schemas['SyncOut'][] }>('get', `/${kind}`)
      return accounts.map(({ status }) => status)
    }
    await expect.poll(() => read('collection'), { timeout: LONG }).toEqual(['complete'])
    await expect.poll(() => read('wantlist'), { timeout: LONG }).toEqual(['complete'])
  }

  /** Has every want looked for, so that baskets have offers to choose from. */
  async sweepWants(): Promise<void> {
    const { items } = await this.searches()
    const sweep = items.find(({ kind }) => kind === 'wantlist')
    if (!sweep) throw new Error('every account has a search for its wants')
    await this.call('post', `/searches/${sweep.id}/run`)
    await this.untilSearched(sweep.id)
  }

  results(searchId: string, query = ''): Promise<{ items: Schemas['ResultOut'][] }> {
    return this.call('get', `/searches/${searchId}/results?limit=50&${query}`)
  }

  searches(): Promise<{ items: Schemas['SearchOut'][] }> {
    return this.call('get', '/searches')
  }
}
