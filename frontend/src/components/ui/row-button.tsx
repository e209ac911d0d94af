import type { ReactElement } from 'react'

const ICONS: Record<'save' | 'dismiss' | 'edit' | 'remove', ReactElement> = {
  save: (
    <path d="M17 3a2 2 0 0 1 2 2v15a1 1 0 0 1-1.5.9l-4.5-2.6a2 2 0 0 0-2 0l-4.5 2.6A1 1 0 0 1 5 20V5a2 2 0 0 1 2-2z" />
  ),
  dismiss: <path d="M18 6 6 18M6 6l12 12" />,
  remove: <path d="M18 6 6 18M6 6l12 12" />,
  edit: <path d="M21 4h-7M10 4H3M21 12h-9M8 12H3M21 20h-5M12 20H3M14 2v4M8 10v4M16 18v4" />,
}

interface RowButtonProps {
  icon: keyof typeof ICONS
  /** What it does and to what. */
  label: string
  title: string
  pressed?: boolean
  onClick: () => void
}

const LOOK =
  'grid size-8 shrink-0 place-items-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink max-md:size-10 aria-pressed:text-accent'

/** An icon to press in a row of a long list: as few elements and attributes as it takes. */
export const RowButton = ({ icon, label, title, pressed, onClick }: RowButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={title}
    aria-pressed={pressed}
    className={LOOK}
    onClick={onClick}
  >
    <svg viewBox="0 0 24 24" aria-hidden className={pressed ? 'stroke-icon fill-current' : 'stroke-icon'}>
      {ICONS[icon]}
    </svg>
  </button>
)
