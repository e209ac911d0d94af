import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { signedOut, type } from '@/testing/forms'
import { openApp } from '@/testing/render'
import { refuse, server } from '@/testing/server'

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
