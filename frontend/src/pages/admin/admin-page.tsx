import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { ErrorBoundary } from '@/components/error-boundary/error-boundary'
import { PageHeader } from '@/components/layout/page-header'
import { EmptyState } from '@/components/states/states'
import { LoadingRows } from '@/components/ui/skeleton'
import { TabList, TabPanel, Tabs } from '@/components/ui/tabs'
import { useUser } from '@/hooks/use-auth'
import { useUrlState } from '@/hooks/use-url-state'
import { admin as t } from '@/lib/words/admin'
import { metaQuery } from '@/services/meta'
import { Marketplaces } from './marketplaces'

const Users = lazy(() => import('./users').then((m) => ({ default: m.Users })))
const Health = lazy(() => import('./health').then((m) => ({ default: m.Health })))
const DeadLetters = lazy(() => import('./dead-letters').then((m) => ({ default: m.DeadLetters })))
const Audit = lazy(() => import('./audit').then((m) => ({ default: m.Audit })))

const panels = { marketplaces: Marketplaces, users: Users, health: Health, failed: DeadLetters, audit: Audit }

const tabs = Object.keys(panels).map((value) => ({ value, label: t[value as keyof typeof panels] }))

/** What one administrator does once in a while. */
export const AdminPage = () => {
  const user = useUser()
  const meta = useQuery(metaQuery()).data
  const [tab, setTab] = useUrlState('tab', 'marketplaces')
  if (!user.is_admin)
    return (
      <>
        <PageHeader title={t.title} />
        <EmptyState title={t.forbidden} />
      </>
    )
  return (
    <>
      <PageHeader title={t.title} lead={meta && `VinylDigger ${meta.version}`} />
      <Tabs value={tab in panels ? tab : 'marketplaces'} onValueChange={setTab}>
        <TabList tabs={tabs} label={t.tabs} />
        {Object.entries(panels).map(([value, Panel]) => (
          <TabPanel key={value} value={value}>
            <ErrorBoundary name={t[value as keyof typeof panels]}>
              <Suspense fallback={<LoadingRows />}>
                <Panel />
              </Suspense>
            </ErrorBoundary>
          </TabPanel>
        ))}
      </Tabs>
    </>
  )
}
