import { DropdownMenu as Primitive } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/lib/cn'

export const Menu = ({ trigger, children }: { trigger: ReactNode; children: ReactNode }) => (
  <Primitive.Root>
    <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content
        align="end"
        sideOffset={4}
        collisionPadding={8}
        className="z-50 min-w-44 animate-in rounded-lg border border-line bg-surface p-1 shadow-lg fade-in-0"
      >
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
)

export const MenuItem = ({ className, ...props }: ComponentProps<typeof Primitive.Item>) => (
  <Primitive.Item
    className={cn(
      'flex h-8 cursor-default items-center gap-2 rounded-md px-2 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-sunken max-md:h-11 [&_svg]:size-4',
      className,
    )}
    {...props}
  />
)

export const MenuSeparator = () => <Primitive.Separator className="my-1 h-px bg-line" />
