import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { useRef, useState, type ReactNode } from 'react'
import { cn } from '@/lib/cn'
import { common } from '@/lib/words/common'

interface PanelProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  footer?: ReactNode
  className?: string
}

const overlay =
  'data-[state=open]:animate-in data-[state=closed]:animate-out data-[state=open]:fade-in-0 data-[state=closed]:fade-out-0 fixed inset-0 z-40 bg-black/45'

/**
 * The focus goes to the panel as a whole (unless a field asks for it), and in the end back to where it was: our panels
 * have no trigger Radix would know of.
 */
const useFocus = () => {
  const [atMount] = useState(() => document.activeElement) // most panels are mounted when they open
  const atOpening = useRef<Element | null>(null)
  return {
    onOpenAutoFocus: (event: Event) => {
      atOpening.current = document.activeElement
      event.preventDefault()
      if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      const opener = atOpening.current ?? atMount
      if (opener instanceof HTMLElement) opener.focus()
    },
  }
}

const Panel = ({ open, onOpenChange, title, description, children, footer, className }: PanelProps) => {
  const focus = useFocus()
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlay} />
        <Primitive.Content
          className={cn(
            'fixed z-50 flex flex-col border border-line bg-surface shadow-xl outline-none',
            className,
          )}
          {...focus}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className="flex items-start gap-3 border-b border-line px-4 py-3">
            <div className="min-w-0 grow">
              <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
              {description && (
                <Primitive.Description className="text-sm text-ink-soft">{description}</Primitive.Description>
              )}
            </div>
            <Primitive.Close
              aria-label={common.close}
              className="-mr-1.5 grid size-8 place-items-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink max-md:size-10"
            >
              <X className="size-4" aria-hidden />
            </Primitive.Close>
          </header>
          <div className="min-h-0 grow overflow-y-auto p-4">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </footer>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** A small question in the middle of the screen. */
export const Dialog = (props: PanelProps) => (
  <Panel
    {...props}
    className={cn(
      'top-1/2 left-1/2 max-h-[90dvh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98',
      props.className,
    )}
  />
)

/** Detail or a form beside the page at a desk, over the whole of it on a phone. */
export const Sheet = (props: PanelProps) => (
  <Panel
    {...props}
    className={cn(
      'inset-y-0 right-0 w-full duration-200 data-[state=closed]:animate-out data-[state=closed]:slide-out-to-right data-[state=open]:animate-in data-[state=open]:slide-in-from-right sm:max-w-[36rem] sm:border-y-0 sm:border-r-0',
      props.className,
    )}
  />
)
