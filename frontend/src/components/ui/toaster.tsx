import { useEffect } from 'react'
import { toast, Toaster as Sonner } from 'sonner'
import { useIsPhone } from '@/hooks/ui/use-media-query'
import { toastsAppear } from '@/lib/notify'

/** Where toasts appear; on a phone above the bottom bar. */
export const Toaster = () => {
  const isPhone = useIsPhone()
  useEffect(() => {
    toastsAppear({ toast })
    return () => toastsAppear(null)
  }, [])
  return (
    <Sonner
      position={isPhone ? 'bottom-center' : 'bottom-right'}
      mobileOffset={{ bottom: '4.5rem' }}
      style={{ fontFamily: 'inherit' }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'bg-ink text-paper flex w-full items-center gap-3 rounded-md px-3 py-2.5 text-sm shadow-lg sm:w-[356px]',
          content: 'grow',
          actionButton: 'shrink-0 rounded-sm px-2 py-1 font-semibold underline underline-offset-2',
        },
      }}
    />
  )
}
