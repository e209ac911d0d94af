import { Switch as SwitchPrimitive } from 'radix-ui'
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

interface CheckboxProps {
  label: ReactNode
  hideLabel?: boolean
  checked: boolean | 'indeterminate'
  onCheckedChange: (checked: boolean) => void
  disabled?: boolean
  className?: string
}

/** The platform's own checkbox in our colours: a long list has one in every row. */
export const Checkbox = ({
  label,
  hideLabel,
  checked,
  onCheckedChange,
  disabled,
  className,
}: CheckboxProps) => (
  <label className={cn('inline-flex min-h-6 items-center gap-2 max-md:min-h-9', className)}>
    <input
      type="checkbox"
      className="tick"
      checked={checked === true}
      ref={(input) => {
        if (input) input.indeterminate = checked === 'indeterminate'
      }}
      disabled={disabled}
      onChange={(event) => onCheckedChange(event.target.checked)}
    />
    <span className={hideLabel ? 'sr-only' : 'text-sm'}>{label}</span>
  </label>
)
