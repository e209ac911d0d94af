import { Fragment } from 'react'
import { adminItem, mainItems, settingsItem } from '@/components/layout/navigation'
import { Dialog } from '@/components/ui/dialog'
import { Switch } from '@/components/ui/toggles'
import { setShortcutsEnabled, useShortcutsEnabled } from '@/hooks/ui/use-shortcuts'
import { shortcuts as t } from '@/lib/words/shortcuts'

const rows: [string[], string][] = [
  [['?'], t.help],
  [['n'], t.newSearch],
  [['/'], t.filter],
  [['j'], t.next],
  [['k'], t.previous],
  [['x'], t.tick],
  [['Enter'], t.open],
  [['Esc'], t.close],
  ...[...mainItems, settingsItem, adminItem].map(({ key, label }): [string[], string] => [
    ['g', key],
    t.go(label),
  ]),
]

const Key = ({ children }: { children: string }) => (
  <kbd className="grid h-6 min-w-6 place-items-center rounded-sm border border-line bg-sunken px-1.5 font-sans text-xs">
    {children}
  </kbd>
)

export const ShortcutSheet = ({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) => (
  <Dialog
    open={open}
    onOpenChange={onOpenChange}
    title={t.title}
    footer={
      <Switch label={t.enabled} checked={useShortcutsEnabled()} onCheckedChange={setShortcutsEnabled} />
    }
  >
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-sm">
      {rows.map(([keys, label]) => (
        <Fragment key={label}>
          <dt className="flex gap-1">
            {keys.map((key) => (
              <Key key={key}>{key}</Key>
            ))}
          </dt>
          <dd>{label}</dd>
        </Fragment>
      ))}
    </dl>
  </Dialog>
)
