import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from 'react-router/dom'
import { useState } from 'react'
import { ErrorBoundary } from '@/components/error-boundary/error-boundary'
import { AuthProvider } from '@/hooks/use-auth'
import { notifyFailed } from '@/lib/notify'
import { reasonOf } from '@/services/api/errors'
import { createQueryClient } from '@/services/api/query-client'
import { createRouter } from './router'

const fail = (error: unknown) => notifyFailed(reasonOf(error))

export const App = () => {
  const [client] = useState(() => createQueryClient({ onStale: fail, onFailure: fail }))
  const [router] = useState(createRouter)
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <AuthProvider>
          <RouterProvider router={router} />
        </AuthProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  )
}
