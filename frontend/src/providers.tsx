import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { RouterProvider } from 'react-router/dom'
import { ErrorBoundary } from '@/components/error-boundary/error-boundary'
import { AuthProvider } from '@/hooks/use-auth'

interface AppProps {
  client: QueryClient
  router: ComponentProps<typeof RouterProvider>['router']
}

export const App = ({ client, router }: AppProps) => (
  <ErrorBoundary>
    <QueryClientProvider client={client}>
      <AuthProvider>
        <RouterProvider router={router} />
      </AuthProvider>
    </QueryClientProvider>
  </ErrorBoundary>
)
