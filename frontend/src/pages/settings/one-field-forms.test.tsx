import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { connection } from '@/testing/factories'
import { settings } from '@/testing/forms'
import { openApp } from '@/testing/render'
import { answer, refuse, server } from '@/testing/server'

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
