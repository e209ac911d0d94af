import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { appConfig, connection, page, search, sellerDetail, want } from '@/testing/factories'
import { openApp } from '@/testing/render'
import { answer, refuse, server } from '@/testing/server'

type Refusal = Parameters<typeof refuse>

interface Form {
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

const type = async (user: UserEvent, label: string | RegExp, text: string) => {
  const field = await screen.findByLabelText(label)
  await user.clear(field)
  await user.type(field, text)
}

const signedOut = () => server.use(refuse('post', '/auth/refresh', 401))

const settings = () =>
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

const forms: Form[] = [
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

/** The form's own button, not one of the same name on the page behind a sheet. */
const button = (name: string) => {
  const sheet = screen.queryByRole('dialog')
  return (sheet ? within(sheet) : screen).getByRole('button', { name })
}

describe.each(forms)('the form “$name”', ({ address, serve, fill, submit, request, field, label }) => {
  const send = async () => {
    serve?.()
    const { user } = openApp(address)
    await fill(user)
    await user.click(button(submit))
    return user
  }

  it('shows what the server finds wrong beside the field, and goes there', async () => {
    server.use(
      refuse(...request, 422, {
        code: 'invalid_input',
        errors: [{ field, message: 'The server minds this.' }],
      }),
    )
    await send()
    await screen.findByText('The server minds this.')
    const control = screen.getByLabelText(label)
    expect(control).toHaveAccessibleDescription(/The server minds this\./)
    expect(control).toBeInvalid()
    expect(control).toHaveFocus()
  })

  it('says what else the server refuses, and keeps what was typed', async () => {
    server.use(refuse(...request, 409, { code: 'conflict' }))
    await send()
    expect(await screen.findByRole('alert')).toHaveTextContent('This was changed in the meantime')
    expect(button(submit)).toBeEnabled()
  })
})

/** Forms of one field, which say everything beside it. */
const oneField = [
  {
    name: 'name in the settings',
    begin: 'Change name',
    label: 'Name',
    submit: 'Save',
    request: ['patch', '/users/me'],
  },
  {
    name: 'personal access token',
    label: 'Personal access token',
    submit: 'Use it',
    request: ['put', '/oauth/:marketplace/token'],
  },
  {
    name: 'pasted code',
    label: 'Code or address',
    submit: 'Use it',
    request: ['post', '/oauth/:marketplace/verify'],
  },
  {
    name: 'password that deletes the account',
    begin: 'Delete my account',
    label: 'Your password, to be sure',
    submit: 'Delete my account',
    request: ['delete', '/users/me'],
  },
] as const

describe.each(oneField)('the form “$name”', ({ label, submit, request, ...form }) => {
  const send = async () => {
    settings()
    server.use(answer('get', '/oauth/status', { items: [connection()] }))
    const { user } = openApp('/settings')
    if ('begin' in form) await user.click(await screen.findByRole('button', { name: form.begin }))
    const field = await screen.findByLabelText(label)
    await user.type(field, 'long enough')
    const inForm = within(field.closest('form') as HTMLElement)
    await user.click(inForm.getByRole('button', { name: submit }))
    return field
  }

  it('shows what the server finds wrong beside the field', async () => {
    const [method, path] = request
    server.use(
      refuse(method, path, 422, {
        code: 'invalid_input',
        errors: [{ field: 'value', message: 'The server minds this.' }],
      }),
    )
    const field = await send()
    await screen.findByText('The server minds this.')
    expect(field).toHaveAccessibleDescription(/The server minds this\./)
    expect(field).toBeInvalid()
  })

  it('says what else the server refuses, and keeps what was typed', async () => {
    const [method, path] = request
    server.use(refuse(method, path, 409, { code: 'conflict' }))
    const field = await send()
    await screen.findByText(/This was changed in the meantime/)
    expect(field).toHaveDisplayValue(/long enough/)
  })
})

describe('what no field of a form is called', () => {
  it('stands over the form, in the server’s words', async () => {
    server.use(
      refuse('post', '/searches/preview', 503),
      refuse('post', '/searches', 422, {
        code: 'invalid_input',
        errors: [{ field: 'seller_location_preference.3', message: 'There is no such country.' }],
      }),
    )
    const { user } = openApp('/searches?new=1')
    await type(user, 'What are you looking for?', 'kind of blue')
    await user.click(button('Create and search'))
    expect(await screen.findByRole('alert')).toHaveTextContent('There is no such country.')
  })
})

describe('signing in', () => {
  const signIn = async () => {
    signedOut()
    const { user } = openApp('/login')
    await type(user, 'E-mail', 'ada@example.org')
    await type(user, 'Password', 'wrong')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
  }

  it('does not say which of the two was wrong', async () => {
    server.use(refuse('post', '/auth/login', 401, { code: 'login_failed' }))
    await signIn()
    expect(await screen.findByRole('alert')).toHaveTextContent(/e-mail|password/i)
  })

  it('says how long to wait after too many attempts', async () => {
    server.use(refuse('post', '/auth/login', 429, { code: 'too_many_requests', params: { retry_after: 40 } }))
    await signIn()
    expect(await screen.findByRole('alert')).toHaveTextContent('40')
  })

  it('asks for both before it asks the server', async () => {
    signedOut()
    const { user } = openApp('/login')
    await user.click(await screen.findByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText('Enter an e-mail address.')).toBeVisible()
    expect(screen.getByText('Needed.')).toBeVisible()
  })
})

describe('changing a search', () => {
  it('that was deleted meanwhile says so, and keeps what was typed', async () => {
    const mine = search({ name: 'giant steps', kind: 'query' })
    server.use(
      answer('get', '/searches', page([mine])),
      refuse('post', '/searches/preview', 503),
      refuse('patch', '/searches/:id', 404, { code: 'not_found' }),
    )
    const { user } = openApp(`/searches?edit=${mine.id}`)
    await user.click(await screen.findByRole('button', { name: 'Save' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(/does not exist/)
    expect(screen.getByLabelText('What are you looking for?')).toHaveValue('kind of blue')
  })
})
