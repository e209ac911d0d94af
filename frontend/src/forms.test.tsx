import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { page, search } from '@/testing/factories'
import { fillIn, forms, type } from '@/testing/forms'
import { openApp } from '@/testing/render'
import { answer, refuse, server } from '@/testing/server'

/** The form's own button, not one of the same name on the page behind a sheet. */
const button = (name: string) => {
  const sheet = screen.queryByRole('dialog')
  return (sheet ? within(sheet) : screen).getByRole('button', { name })
}

describe.each(forms)('the form $name', (form) => {
  const {
    submit,
    request,
    fault: [field, label],
  } = form
  const send = async () => {
    form.serve?.()
    const { user } = openApp(form.address)
    await fillIn(user, form)
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
