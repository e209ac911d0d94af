import { useQuery } from '@tanstack/react-query'
import { Age } from '@/components/age/age'
import { ErrorState } from '@/components/states/states'
import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/section'
import { LoadingRows } from '@/components/ui/skeleton'
import { formatNumber } from '@/lib/money'
import { admin as t } from '@/lib/words/admin'
import { say } from '@/lib/words/say'
import { vitalsQuery, type Vitals } from '@/services/admin'
import { reasonOf } from '@/services/api/errors'

const LATE_SECONDS = 120

const line = 'border-line flex min-h-9 items-center justify-between gap-3 border-b text-sm'

const Readiness = ({ readiness }: Pick<Vitals, 'readiness'>) => (
  <Section title={t.readiness}>
    <ul>
      {Object.entries(readiness).map(([part, ok]) => (
        <li key={part} className={line}>
          {t.part(part)}
          <Badge tone={ok ? 'good' : 'bad'}>{ok ? t.ok : t.notOk}</Badge>
        </li>
      ))}
    </ul>
  </Section>
)

const Processes = ({ processes }: Pick<Vitals, 'processes'>) => (
  <Section title={t.processes}>
    <ul>
      {processes.map(({ component, instance, seconds_ago: seconds }) => (
        <li key={`${component}-${instance}`} className={line}>
          <span>
            {t.component(component)} <span className="text-xs text-ink-soft">{instance}</span>
          </span>
          <Badge tone={seconds > LATE_SECONDS ? 'bad' : 'good'}>{t.ago(seconds)}</Badge>
        </li>
      ))}
    </ul>
  </Section>
)

const Jobs = ({ vitals }: { vitals: Vitals }) => (
  <Section title={t.jobs}>
    <ul>
      {Object.entries(vitals.jobs).map(([state, count]) => (
        <li key={state} className={line}>
          {t.job(state)}
          <span className="figures">{formatNumber(count)}</span>
        </li>
      ))}
    </ul>
    <p className="text-xs text-ink-soft">{t.oldest(vitals.oldest_due_seconds)}</p>
  </Section>
)

const Periodic = ({ periodic }: Pick<Vitals, 'periodic'>) => (
  <Section title={t.periodic}>
    <ul>
      {periodic.map((job) => (
        <li key={job.name} className={line}>
          <span className="first-letter:uppercase">{job.name.replaceAll('_', ' ')}</span>
          <span className="text-xs text-ink-soft">
            {t.nextRun} <Age at={job.next_run_at} />
          </span>
        </li>
      ))}
    </ul>
  </Section>
)

/** Whether the installation is well. */
export const Health = () => {
  const { data, isPending, error, refetch } = useQuery(vitalsQuery())
  if (isPending) return <LoadingRows />
  if (!data)
    return <ErrorState title={t.loadFailed} detail={say(reasonOf(error))} onRetry={() => void refetch()} />
  return (
    <div className="grid items-start gap-8 md:grid-cols-2">
      <Readiness readiness={data.readiness} />
      <Processes processes={data.processes} />
      <Jobs vitals={data} />
      <Periodic periodic={data.periodic} />
    </div>
  )
}
