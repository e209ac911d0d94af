import { Age } from '@/components/age/age'
import { Cover } from '@/components/cover/cover'
import { Price } from '@/components/money/price'
import { StaleNote } from '@/components/states/stale-note'
import { formatNumber } from '@/lib/money'
import { release as t } from '@/lib/words/release'
import type { Release } from '@/services/releases'

const facts = (release: Release): [label: string, value: string][] => {
  const rows: [string, string | null][] = [
    [t.label, release.labels.map(({ name, catalogue_number: number }) => [name, number].filter(Boolean).join(' · ')).join(', ')], // prettier-ignore
    [t.year, release.year?.toString() ?? null],
    [t.country, release.country],
    [t.format, release.format_text],
    [t.barcode, release.barcodes.join(', ')],
    [t.genres, [...release.genres, ...release.styles].join(', ')],
    [t.haveWant, release.have !== null && release.want !== null ? `${formatNumber(release.have)} / ${formatNumber(release.want)}` : null], // prettier-ignore
  ]
  return rows.flatMap(([label, value]): [string, string][] => (value ? [[label, value]] : []))
}

const Market = ({ market }: Pick<Release, 'market'>) => {
  if (!market) return <p className="text-sm text-ink-soft">{t.noMarket}</p>
  if (market.stale) return <StaleNote at={market.fetched_at} />
  return (
    <>
      <Price money={market.lowest_price} className="text-2xl font-semibold" />
      <p className="text-sm text-ink-soft">
        {t.lowest} · <Age at={market.fetched_at} />
      </p>
      {market.num_for_sale !== null && <p className="text-sm">{t.forSale(market.num_for_sale)}</p>}
    </>
  )
}

/** What this pressing is, and the market's figures for it. */
export const ReleaseFacts = ({ release }: { release: Release }) => (
  <div className="grid gap-6 sm:grid-cols-[auto_1fr_auto]">
    <Cover src={release.image_url} alt="" size={176} eager />
    <dl className="grid grid-cols-[auto_1fr] content-start gap-x-4 gap-y-1 text-sm">
      {facts(release).map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink-soft">{label}</dt>
          <dd dir="auto" className="break-words">
            {value}
          </dd>
        </div>
      ))}
    </dl>
    <section aria-label={t.market} className="grid content-start gap-0.5 sm:border-l sm:border-line sm:pl-6">
      <h2 className="label-caps">{t.market}</h2>
      <Market market={release.market} />
      {release.owned > 0 && <p className="mt-2 text-sm">{t.owned(release.owned)}</p>}
    </section>
  </div>
)
