import { PageHeader } from '@/components/layout/page-header'
import { ErrorBoundary } from '@/components/error-boundary/error-boundary'
import { Section } from '@/components/ui/section'
import { settings as t } from '@/lib/words/settings'
import { ApiTokens } from './api-tokens'
import { Connections } from './connections'
import { Password } from './password'
import { Preferences, Profile } from './profile'
import { Sessions } from './sessions'
import { YourData } from './your-data'

const PARTS = [
  { id: 'profile', title: t.profile, parts: [Profile] },
  { id: 'preferences', title: t.preferences, parts: [Preferences] },
  { id: 'connections', title: t.connections, parts: [Connections] },
  { id: 'security', title: t.security, parts: [Password, Sessions] },
  { id: 'tokens', title: t.tokens, parts: [ApiTokens] },
  { id: 'data', title: t.data, parts: [YourData] },
]

/** Everything that concerns the user and their accounts. */
export const SettingsPage = () => (
  <>
    <PageHeader title={t.title} />
    <div className="grid max-w-3xl gap-10">
      {PARTS.map(({ id, title, parts }) => (
        <Section key={id} id={id} title={title}>
          {parts.map((Part, index) => (
            <ErrorBoundary key={index} name={title}>
              <Part />
            </ErrorBoundary>
          ))}
        </Section>
      ))}
    </div>
  </>
)
