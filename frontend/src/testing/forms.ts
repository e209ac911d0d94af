import { screen } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { appConfig, page, sellerDetail, want } from './factories'
import { answer, refuse, server } from './server'

type Refusal = Parameters<typeof refuse>
type Label = string | RegExp

/** A form of the app: where it is, what to type, what it sends, and a field the server may mind. */
export interface Form {
  name: string
  address: string
  /** What the page needs besides. */
  serve?: () => void
  /** The button that opens it. */
  opener?: string
  type: [label: Label, text: string][]
  submit: string
  request: [method: Refusal[0], path: string]
  /** The field the server finds fault with, by its name there and its label here. */
  fault: [field: string, label: Label]
}

/** Replaces what stands in a field. */
export const type = async (user: UserEvent, label: Label, text: string) => {
  const field = await screen.findByLabelText(label)
  await user.clear(field)
  await user.type(field, text)
}

/** Opens the form and types into it. */
export const fillIn = async (user: UserEvent, form: Form) => {
  if (form.opener) await user.click(await screen.findByRole('button', { name: form.opener }))
  for (const [label, text] of form.type) await type(user, label, text)
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

const wantlist = () =>
  server.use(
    answer('get', '/wantlist', { accounts: [] }),
    answer('get', '/wantlist/items', page([want({ title: 'Giant Steps' })])),
    answer('get', '/lists', { items: [] }),
  )

const WORDS = 'What are you looking for?'

/** Every form with several fields. */
export const forms: Form[] = [
  {
    name: 'registration',
    address: '/register',
    serve: signedOut,
    type: [
      ['E-mail', 'ada@example.org'],
      ['Password', 'secret'],
    ],
    submit: 'Create account',
    request: ['post', '/auth/register'],
    fault: ['email', 'E-mail'],
  },
  {
    name: 'new password by a link',
    address: '/reset#a-token',
    serve: signedOut,
    type: [['New password', 'secret']],
    submit: 'Choose a new password',
    request: ['post', '/auth/reset'],
    fault: ['password', 'New password'],
  },
  {
    name: 'place of the set-up',
    address: '/setup',
    type: [['Postal code', '10115']],
    submit: 'Go on',
    request: ['patch', '/users/me'],
    fault: ['postal_code', 'Postal code'],
  },
  {
    name: 'first search of the set-up',
    address: '/setup?step=3',
    type: [[WORDS, 'kind of blue']],
    submit: 'Create and search',
    request: ['post', '/searches'],
    fault: ['max_price', /Most you would pay/],
  },
  {
    name: 'new search',
    address: '/searches?new=1',
    serve: () => server.use(refuse('post', '/searches/preview', 503)),
    type: [[WORDS, 'kind of blue']],
    submit: 'Create and search',
    request: ['post', '/searches'],
    fault: ['query', WORDS],
  },
  {
    name: 'new want',
    address: '/wantlist?add=1',
    serve: wantlist,
    type: [['Discogs release number', '990000100']],
    submit: 'Add a record',
    request: ['post', '/wantlist/items'],
    fault: ['release_external_id', 'Discogs release number'],
  },
  {
    name: 'rule of a want',
    address: '/wantlist',
    serve: wantlist,
    opener: 'Rule for Giant Steps',
    type: [[/^At most, at your door \(/, '40']],
    submit: 'Save',
    request: ['patch', '/wantlist/items'],
    fault: ['rule.max_landed_price', /^At most, at your door \(/],
  },
  {
    name: 'new basket',
    address: '/basket?new=1',
    serve: () => server.use(answer('get', '/baskets', page([]))),
    type: [[/At most, for everything/, '150']],
    submit: 'Work it out',
    request: ['post', '/baskets'],
    fault: ['options.budget', /At most, for everything/],
  },
  {
    name: 'shipping of a seller',
    address: '/sellers/seller-1',
    serve: () => server.use(answer('get', '/sellers/:id', sellerDetail())),
    opener: 'Correct the shipping',
    type: [['First record', '6,50']],
    submit: 'Save',
    request: ['patch', '/sellers/:id/shipping'],
    fault: ['shipping.first', 'First record'],
  },
  {
    name: 'e-mail address',
    address: '/settings',
    serve: settings,
    opener: 'Change e-mail',
    type: [[/^Current password, to change/, 'secret']],
    submit: 'Save',
    request: ['patch', '/users/me'],
    fault: ['email', 'E-mail'],
  },
  {
    name: 'password',
    address: '/settings',
    serve: settings,
    type: [
      ['Current password', 'wrong'],
      ['New password', 'secret'],
    ],
    submit: 'Change password',
    request: ['post', '/users/me/password'],
    fault: ['current_password', 'Current password'],
  },
  {
    name: 'API token',
    address: '/settings',
    serve: settings,
    type: [['What is it for?', 'a script']],
    submit: 'Make a token',
    request: ['post', '/users/me/tokens'],
    fault: ['name', 'What is it for?'],
  },
  {
    name: 'credentials of a marketplace',
    address: '/admin',
    serve: admin,
    type: [['Key', 'a-key']],
    submit: 'Save',
    request: ['put', '/admin/config/:marketplace'],
    fault: ['key', 'Key'],
  },
]
