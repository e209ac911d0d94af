import { useMutation } from '@tanstack/react-query'
import { memo } from 'react'
import { Link } from 'react-router'
import { Cover } from '@/components/cover/cover'
import { Select } from '@/components/ui/input'
import { RowButton } from '@/components/ui/row-button'
import { Checkbox } from '@/components/ui/toggles'
import { notifyDone } from '@/lib/notify'
import { paths } from '@/lib/paths'
import { wantlist as t } from '@/lib/words/holdings'
import { selection } from '@/lib/words/selection'
import { changeRules, removeWant, type Want, type WantRule } from '@/services/wantlist'
import { PriceCell } from './price-cell'
import { WantLimits } from './want-limits'
import { WantOffers } from './want-offers'

interface WantRowProps {
  want: Want
  isSelected: boolean
  onSelect: (id: string) => void
  onEdit: (want: Want) => void
}

const facts = ({ release, source }: Want) =>
  [release?.year, release?.country, release?.format, source === 'local' ? t.sourceOf(source) : ''].filter(
    Boolean,
  )

const Name = ({ want }: { want: Want }) => {
  const name = <bdi>{[want.artist, want.title].filter(Boolean).join(' – ')}</bdi>
  return want.release ? (
    <Link data-row to={paths.release(want.release.id)} className="hover:underline">
      {name}
    </Link>
  ) : (
    name
  )
}

const TierSelect = ({ want, onChange }: { want: Want; onChange: (tier: WantRule['tier']) => void }) => (
  <Select
    aria-label={t.tierFor(want.title)}
    className="w-36 max-sm:hidden"
    value={want.rule.tier ?? ''}
    onChange={(event) => onChange((event.target.value || null) as WantRule['tier'])}
  >
    <option value="">{t.byDefault}</option>
    {t.tiers.map((tier) => (
      <option key={tier} value={tier}>
        {t.tierOf(tier)}
      </option>
    ))}
  </Select>
)

/** One want, its rule editable in place at a desk, in a sheet on a phone. */
export const WantRow = memo(({ want, isSelected, onSelect, onEdit }: WantRowProps) => {
  const change = useMutation(changeRules())
  const remove = useMutation(removeWant())
  const setRule = (rule: WantRule) => change.mutate({ ids: [want.id], rule })
  return (
    <div className="flex items-center gap-3 border-b border-line py-2">
      <Checkbox
        label={selection.one(want.title)}
        hideLabel
        checked={isSelected}
        onCheckedChange={() => onSelect(want.id)}
      />
      <Cover src={want.release?.image_url} thumb={want.release?.thumb_url} size={48} />
      <div className="min-w-0 grow items-center gap-3 sm:flex">
        <div className="min-w-0 grow">
          <p className="line-clamp-2 text-sm font-medium break-words">
            <Name want={want} />
          </p>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-ink-soft">
            {facts(want).join(' · ')}
            <WantLimits rule={want.rule} hasFields />
          </p>
        </div>
        <WantOffers want={want} className="shrink-0 justify-items-end sm:grid sm:w-22" />
      </div>
      <TierSelect want={want} onChange={(tier) => setRule({ tier })} />
      <PriceCell want={want} onChange={setRule} />
      <RowButton
        icon="edit"
        label={t.editRuleFor(want.title)}
        title={t.editRule}
        onClick={() => onEdit(want)}
      />
      {want.source === 'local' ? (
        <RowButton
          icon="remove"
          label={`${t.remove}: ${want.title}`}
          title={t.remove}
          onClick={() => remove.mutate(want.id, { onSuccess: () => notifyDone(t.removed(want.title)) })}
        />
      ) : (
        <span className="w-8 max-sm:hidden" />
      )}
    </div>
  )
})
WantRow.displayName = 'WantRow'
