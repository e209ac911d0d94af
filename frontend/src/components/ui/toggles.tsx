import { Check } from 'lucide-react'
import { Checkbox as CheckboxPrimitive, Switch as SwitchPrimitive } from 'radix-ui'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from '@/lib/cn'

type SwitchProps = ComponentProps<typeof SwitchPrimitive.Root> & {
  label: string
  hideLabel?: boolean
  /** Whose switch it is, where several of one label stand on a page; only heard. */
  of?: string
}

export const Switch = ({ label, hideLabel, of, className, ...props }: SwitchProps) => {
  const id = useId()
  return (
    <span className={cn('inline-flex min-h-6 items-center gap-2', className)}>
      <SwitchPrimitive.Root
        id={id}
        aria-label={of && `${label}: ${of}`}
        className="inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-line-strong p-0.5 transition-colors disabled:opacity-50 data-[state=checked]:bg-accent"
        {...props}
      >
        <SwitchPrimitive.Thumb className="block size-4 rounded-full bg-surface transition-transform data-[state=checked]:translate-x-4" />
      </SwitchPrimitive.Root>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm'}>
        {label}
      </label>
    </span>
  )
}

type CheckboxProps = ComponentProps<typeof CheckboxPrimitive.Root> & { label: ReactNode; hideLabel?: boolean }

export const Checkbox = ({ label, hideLabel, className, ...props }: CheckboxProps) => {
  const id = useId()
  return (
    <span className={cn('inline-flex min-h-6 items-center gap-2 max-md:min-h-9', className)}>
      <CheckboxPrimitive.Root
        id={id}
        className="relative grid size-4.5 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface text-on-accent after:absolute after:-inset-1 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
        {...props}
      >
        <CheckboxPrimitive.Indicator>
          <Check className="size-3.5" strokeWidth={3} aria-hidden />
        </CheckboxPrimitive.Indicator>
      </CheckboxPrimitive.Root>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm'}>
        {label}
      </label>
    </span>
  )
}
