import type { ReactNode } from 'react'
import { Logo } from '@/components/logo/logo'
import { useTitle } from '@/hooks/ui/use-title'

interface AccountFrameProps {
  title: string
  lead: string
  children: ReactNode
  footer?: ReactNode
}

const Grooves = () => (
  <svg viewBox="0 0 600 600" aria-hidden className="size-[150%] max-w-none text-on-accent opacity-25">
    <g fill="none" stroke="currentColor">
      {Array.from({ length: 22 }, (_, ring) => (
        <circle key={ring} cx="300" cy="300" r={92 + ring * 9} strokeWidth={ring % 7 === 0 ? 2.4 : 0.8} />
      ))}
    </g>
    <circle cx="300" cy="300" r="78" fill="currentColor" opacity="0.6" />
  </svg>
)

/** The signed-out pages: a form, and beside it at a desk a record. */
export const AccountFrame = ({ title, lead, children, footer }: AccountFrameProps) => {
  useTitle(title)
  return (
    <main className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="grid place-items-center px-5 py-10">
        <div className="grid w-full max-w-sm gap-6">
          <p className="flex items-center gap-2 text-lg font-semibold tracking-tight">
            <Logo size={28} />
            VinylDigger
          </p>
          <div>
            <h1 className="text-2xl font-semibold">{title}</h1>
            <p className="text-ink-soft">{lead}</p>
          </div>
          {children}
          {footer && <div className="text-sm text-ink-soft">{footer}</div>}
        </div>
      </div>
      <div className="relative hidden place-items-center overflow-hidden bg-accent lg:grid dark:bg-[oklch(0.3_0.12_266)]">
        <Grooves />
      </div>
    </main>
  )
}
