import { Copy } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { notifyDone } from '@/lib/notify'
import { security as t } from '@/lib/words/settings'

/** A value to take along, shown once. */
export const CopyField = ({ label, value }: { label: string; value: string }) => (
  <div className="flex gap-2">
    <Input readOnly aria-label={label} value={value} onFocus={(event) => event.target.select()} />
    <Button
      className="h-9 max-md:h-11"
      onClick={() => {
        void navigator.clipboard.writeText(value).then(() => notifyDone(t.copied))
      }}
    >
      <Copy aria-hidden />
      {t.copy}
    </Button>
  </div>
)
