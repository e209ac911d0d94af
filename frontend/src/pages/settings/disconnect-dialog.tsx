import { useMutation } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { notifyDone } from '@/lib/notify'
import { common } from '@/lib/words/common'
import { connections as t } from '@/lib/words/settings'
import { disconnect, type Connection } from '@/services/connections'

/** Asks first, because what goes cannot be taken back: it has to be read again from the marketplace. */
export const DisconnectDialog = ({
  connection,
  onClose,
}: {
  connection: Connection
  onClose: () => void
}) => {
  const { mutate, isPending } = useMutation(disconnect())
  const { marketplace, stored } = connection
  const leave = () =>
    mutate(marketplace, {
      onSuccess: () => {
        notifyDone(t.disconnected(marketplace))
        onClose()
      },
    })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.disconnectTitle(marketplace)}
      description={t.disconnectHint}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button variant="danger" busy={isPending} onClick={leave}>
            {t.disconnect(marketplace)}
          </Button>
        </>
      }
    >
      <p className="text-sm">{t.removes(stored.collection_items, stored.wants, stored.lists)}</p>
    </Dialog>
  )
}
