import { useQuery } from '@tanstack/react-query'
import { ErrorState } from '@/components/states/states'
import { Section } from '@/components/ui/section'
import { LoadingRows } from '@/components/ui/skeleton'
import { admin as t } from '@/lib/words/admin'
import { say } from '@/lib/words/say'
import { appConfigsQuery } from '@/services/admin'
import { reasonOf } from '@/services/api/errors'
import { Budgets } from './budgets'
import { CredentialsForm } from './credentials-form'
import { EnvironmentChoice } from './environment-choice'

const Credentials = () => {
  const { data, isPending, error, refetch } = useQuery(appConfigsQuery())
  if (isPending) return <LoadingRows rows={2} className="h-48" />
  if (!data)
    return <ErrorState title={t.loadFailed} detail={say(reasonOf(error))} onRetry={() => void refetch()} />
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      {data.items.map((config) => (
        <CredentialsForm key={config.marketplace} config={config} />
      ))}
    </div>
  )
}

/** Which marketplaces are asked, as whom, and how much. */
export const Marketplaces = () => (
  <div className="grid gap-8">
    <Section title={t.environment}>
      <EnvironmentChoice />
    </Section>
    <Section title={t.budgets}>
      <Budgets />
    </Section>
    <Section title={t.credentials}>
      <Credentials />
    </Section>
    <p className="max-w-prose text-xs text-ink-soft">{t.terms}</p>
  </div>
)
