import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { notifyFailed } from '@/lib/notify'
import { paths } from '@/lib/paths'
import { reasonOf } from '@/services/api/errors'
import { createQueryClient } from '@/services/api/query-client'
import { restoreSession } from '@/services/api/session'
import { dashboardQuery } from '@/services/dashboard'
import { metaQuery } from '@/services/meta'
import { App } from './providers'
import { createRouter } from './router'
import './styles.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const fail = (error: unknown) => notifyFailed(reasonOf(error))
const client = createQueryClient({ onStale: fail, onFailure: fail })

/** Asks for what the first page needs while it is still being drawn; it hears of failures itself. */
const askAhead = async () => {
  void client.prefetchQuery(metaQuery())
  const isSignedIn = await restoreSession().catch(() => false)
  if (isSignedIn && location.pathname === paths.today) void client.prefetchQuery(dashboardQuery())
}

void askAhead()
const router = createRouter()
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App client={client} router={router} />
    </StrictMode>,
  ),
)

if (import.meta.env.PROD && 'serviceWorker' in navigator)
  addEventListener('load', () => {
    navigator.serviceWorker.register('/sw.js').catch(() => undefined) // without it there is only no offline page
  })
