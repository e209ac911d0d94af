import { useNavigate } from 'react-router'
import { PageHeader } from '@/components/layout/page-header'
import { Button } from '@/components/ui/button'
import { useUrlState } from '@/hooks/use-url-state'
import { cn } from '@/lib/cn'
import { paths } from '@/lib/paths'
import { setup as t } from '@/lib/words/setup'
import { ConnectStep } from './connect-step'
import { PlaceStep } from './place-step'
import { SearchStep } from './search-step'

const STEPS = [
  { title: t.place, Step: PlaceStep, skip: t.skip },
  { title: t.connect, Step: ConnectStep, skip: null },
  { title: t.search, Step: SearchStep, skip: t.done },
]

const Trail = ({ current }: { current: number }) => (
  <ol aria-label={t.steps} className="mb-6 flex gap-2">
    {STEPS.map(({ title }, index) => (
      <li
        key={title}
        aria-current={index === current ? 'step' : undefined}
        className={cn(
          'flex-1 border-t-2 pt-2 text-sm',
          index <= current ? 'border-accent font-medium' : 'border-line text-ink-soft',
        )}
      >
        {title}
      </li>
    ))}
  </ol>
)

/** The first minutes: where records go, whose collection, what to look for. */
export const SetupPage = () => {
  const navigate = useNavigate()
  const [step, setStep] = useUrlState('step', '1')
  const current = Math.min(Math.max(Number(step) || 1, 1), STEPS.length) - 1
  const isLast = current === STEPS.length - 1
  const goOn = () => (isLast ? void navigate(paths.today) : setStep(String(current + 2)))
  const { Step, skip } = STEPS[current] ?? { Step: PlaceStep, skip: null }
  return (
    <div className="max-w-2xl">
      <PageHeader title={t.title} lead={t.lead} />
      <Trail current={current} />
      <Step onDone={goOn} />
      {skip && (
        <Button variant="ghost" className="mt-3 -ml-3" onClick={goOn}>
          {skip}
        </Button>
      )}
    </div>
  )
}
