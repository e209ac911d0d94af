import { Circle, CircleCheck } from 'lucide-react'
import { Link } from 'react-router'
import { Section } from '@/components/ui/section'
import { today as t } from '@/lib/words/today'
import type { Dashboard } from '@/services/dashboard'
import { stepsOf } from './steps-of'

/** What is left to set up; gone when all is done. */
export const Steps = ({ setup }: { setup: Dashboard['setup'] }) => {
  const steps = stepsOf(setup)
  if (steps.every((step) => step.done)) return null
  return (
    <Section title={t.steps}>
      <ul className="grid gap-1 text-sm">
        {steps.map(({ label, done, to }) => (
          <li key={label} className="flex min-h-6 items-center gap-2">
            {done ? (
              <CircleCheck className="size-4 shrink-0 text-good" aria-label={t.setupDone} />
            ) : (
              <Circle className="size-4 shrink-0 text-ink-soft" aria-hidden />
            )}
            {done ? (
              <span className="text-ink-soft">{label}</span>
            ) : (
              <Link to={to} className="text-accent underline underline-offset-2">
                {label}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
