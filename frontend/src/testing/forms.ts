import { screen } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { appConfig, page, sellerDetail, want } from './factories'
import { answer, refuse, server } from './server'

type Refusal = Parameters<typeof refuse>

/** A form of the app: where it is, how to fill it, what it sends, and a field the server may mind. */
export interface Form {
  name: string
  address: string
  /** What the page needs besides. */
  serve?: () => void
  fill: (user: UserEvent) => Promise<void>
  submit: string
  request: [method: Refusal[0], path: string]
  /** The field the server finds fault with, by its name there and its label here. */
  field: string
  label: string | RegExp
}

/** Replaces what stands in a field. */
export const type = async (user: UserEvent, label: string | RegExp, text: string) => {
  const field = await screen.findByLabelText(label)
  await user.clear(field)
  await user.type(field, text)
}

/** Nobody is signed in. */
export const signedOut = () => server.use(refuse('post', '/auth/refresh', 401))

/** What the settings ask for. */
export const settings = () =>
  server.use(
    answer('get', '/oauth/status', { items: [] }),
    answer('get', '/users/me/sessions', []),
    answer('get', '/users/me/tokens', []),
  )

const admin = () =>
  server.use(
    answer('get', '/admin/config', { items: [appConfig()] }),
    answer('get', '/admin/environment', { environment: 'sample', live_ready: [], sample_listings: 0 }),
    answer('get', '/admin/budgets', { items: [] }),
  )

/** Every form with several fields. */
export const forms: Form[] = [
  {
    name: 'registration',
    address: '/register',
    serve: signedOut,
    fill: async (user) => {
      await type(user, 'E-mail', 'ada@example.org')
      await type(user, 'Password', 'secret')
    },
    submit: 'Create account',
    request: ['post', '/auth/register'],
    field: 'email',
    label: 'E-mail',
  },
  {
    name: 'new search',
    address: '/searches?new=1',
    serve: () => server.use(refuse('post', '/searches/preview', 503)),
    fill: (user) => type(user, 'What are you looking for?', 'kind of blue'),
    submit: 'Create and search',
    request: ['post', '/searches'],
    field: 'query',
    label: 'What are you looking for?',
  },
  {
    name: 'first search of the set-up',
    address: '/setup?step=3',
    fill: (user) => type(user, 'What are you looking for?', 'kind of blue'),
    submit: 'Create and search',
    request: ['post', '/searches'],
    field: 'max_price',
    label: /Most you would pay/,
  },
  {
    name: 'new want',
    address: '/wantlist?add=1',
    serve: () =>
      server.use(
        answer('get', '/wantlist', { accounts: [] }),
        answer('get', '/wantlist/items', page([])),
        answer('get', '/lists', { items: [] }),
      ),
    fill: (user) => type(user, 'Discogs release number', '990000100'),
    submit: 'Add a record',
    request: ['post', '/wantlist/items'],
    field: 'release_external_id',
    label: 'Discogs release number',
  },
  {
    name: 'shipping of a seller',
    address: '/sellers/seller-1',
    serve: () => server.use(answer('get', '/sellers/:id', sellerDetail())),
    fill: async (user) => {
      await user.click(await screen.findByRole('button', { name: 'Correct the shipping' }))
      await type(user, 'First record', '6,50')
    },
    submit: 'Save',
    request: ['patch', '/sellers/:id/shipping'],
    field: 'shipping.first',
    label: 'First record',
  },
  {
    name: 'password',
    address: '/settings',
    serve: settings,
    fill: async (user) => {
      await type(user, 'Current password', 'wrong')
      await type(user, 'New password', 'secret')
    },
    submit: 'Change password',
    request: ['post', '/users/me/password'],
    field: 'current_password',
    label: 'Current password',
  },
  {
    name: 'API token',
    address: '/settings',
    serve: settings,
    fill: (user) => type(user, 'What is it for?', 'a script'),
    submit: 'Make a token',
    request: ['post', '/users/me/tokens'],
    field: 'name',
    label: 'What is it for?',
  },
  {
    name: 'new password by a link',
    address: '/reset#a-token',
    serve: signedOut,
    fill: (user) => type(user, 'New password', 'secret'),
    submit: 'Choose a new password',
    request: ['post', '/auth/reset'],
    field: 'password',
    label: 'New password',
  },
  {
    name: 'place of the set-up',
    address: '/setup',
    fill: (user) => type(user, 'Postal code', '10115'),
    submit: 'Go on',
    request: ['patch', '/users/me'],
    field: 'postal_code',
    label: 'Postal code',
  },
  {
    name: 'rule of a want',
    address: '/wantlist',
    serve: () =>
      server.use(
        answer('get', '/wantlist', { accounts: [] }),
        answer('get', '/wantlist/items', page([want({ title: 'Giant Steps' })])),
        answer('get', '/lists', { items: [] }),
      ),
    fill: async (user) => {
      await user.click(await screen.findByRole('button', { name: 'Rule for Giant Steps' }))
      await type(user, /^At most \(/, '40')
    },
    submit: 'Save',
    request: ['patch', '/wantlist/items'],
    field: 'rule.max_landed_price',
    label: /^At most \(/,
  },
  {
    name: 'new basket',
    address: '/basket?new=1',
    serve: () => server.use(answer('get', '/baskets', page([]))),
    fill: (user) => type(user, /At most, for everything/, '150'),
    submit: 'Work it out',
    request: ['post', '/baskets'],
    field: 'options.budget',
    label: /At most, for everything/,
  },
  {
    name: 'e-mail address',
    address: '/settings',
    serve: settings,
    fill: async (user) => {
      await user.click(await screen.findByRole('button', { name: 'Change e-mail' }))
      await type(user, /^Current password, to change/, 'secret')
    },
    submit: 'Save',
    request: ['patch', '/users/me'],
    field: 'email',
    label: 'E-mail',
  },
  {
    name: 'credentials of a marketplace',
    address: '/admin',
    serve: admin,
    fill: (user) => type(user, 'Key', 'a-key'),
    submit: 'Save',
    request: ['put', '/admin/config/:marketplace'],
    field: 'key',
    label: 'Key',
  },
]
