import { Ban, Eye, Star } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { sellers as t } from '@/lib/words/sellers'

type Status = 'watched' | 'favourite' | 'blocked'

const CHOICES: { value: Status; icon: typeof Eye }[] = [
  { value: 'watched', icon: Eye },
  { value: 'favourite', icon: Star },
  { value: 'blocked', icon: Ban },
]

interface StatusChoiceProps {
  /** Whose, for screen readers. */
  name: string
  status: Status | null | undefined
  onChange: (status: Status | null) => void
}

/** Watch, favourite or block a seller; pressing the chosen one takes it back. */
export const StatusChoice = ({ name, status, onChange }: StatusChoiceProps) => (
  <div role="group" aria-label={name} className="flex flex-wrap gap-2">
    {CHOICES.map(({ value, icon: Icon }) => (
      <Button
        key={value}
        size="sm"
        aria-pressed={status === value}
        className="aria-pressed:border-accent aria-pressed:text-accent"
        onClick={() => onChange(status === value ? null : value)}
      >
        <Icon aria-hidden />
        {t.action(value)}
      </Button>
    ))}
  </div>
)
