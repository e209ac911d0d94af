import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider, type RouteObject } from 'react-router'
import { AuthProvider } from '@/hooks/use-auth'
import { notifyFailed } from '@/lib/notify'
import { routes } from '@/router'
import { reasonOf } from '@/services/api/errors'
import { createQueryClient } from '@/services/api/query-client'

/** The app's query client, with nothing to wait for between attempts. */
export const testClient = (): QueryClient => {
  const fail = (error: unknown) => notifyFailed(reasonOf(error))
  const client = createQueryClient({ onStale: fail, onFailure: fail })
  const { queries, ...rest } = client.getDefaultOptions()
  client.setDefaultOptions({ ...rest, queries: { ...queries, retryDelay: 0 } })
  return client
}

/** A router changes the route objects it is given (what was lazy becomes loaded), so each gets its own. */
const copied = (tree: RouteObject[]): RouteObject[] =>
  tree.map((route) =>
    route.index
      ? { ...route, lazy: copiedLazy(route) }
      : { ...route, lazy: copiedLazy(route), children: route.children && copied(route.children) },
  )

const copiedLazy = ({ lazy }: RouteObject) => (typeof lazy === 'object' ? { ...lazy } : lazy)

/**
 * The whole app, opened at an address. A sheet takes no pointer until the effect after its first drawing; whether
 * something lies over a button is for the end-to-end tests to see, which have a layout.
 */
export const openApp = (address: string) => {
  localStorage.setItem('signed-in', '1') // somebody has signed in here before: the app asks for a token
  const client = testClient()
  const router = createMemoryRouter(copied(routes), { initialEntries: [address] })
  render(
    <QueryClientProvider client={client}>
      <AuthProvider>
        <RouterProvider router={router} />
      </AuthProvider>
    </QueryClientProvider>,
  )
  return { client, router, user: userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never }) }
}
