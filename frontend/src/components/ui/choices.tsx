import { ToggleGroup } from 'radix-ui'

interface ChoicesProps {
  label: string
  options: { value: string; label: string }[]
  value: string[]
  onChange: (value: string[]) => void
}

/** Several of a few, as chips; none chosen means any. */
export const Choices = ({ label, options, value, onChange }: ChoicesProps) => (
  <fieldset className="grid gap-1">
    <legend className="mb-1 text-sm font-medium">{label}</legend>
    <ToggleGroup.Root
      type="multiple"
      value={value}
      onValueChange={onChange}
      aria-label={label}
      className="flex flex-wrap gap-1.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="h-9 rounded-md border border-line-strong/60 px-2.5 text-sm hover:border-line-strong data-[state=on]:border-accent data-[state=on]:bg-accent-soft data-[state=on]:text-accent max-md:h-10"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  </fieldset>
)
