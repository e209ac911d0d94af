import { marketplaces } from '@/lib/words/marketplaces'

/** The source line Discogs' terms ask for beside its data. */
export const ProvidedByDiscogs = ({ href = 'https://www.discogs.com' }: { href?: string }) => (
  <p className="text-xs text-ink-soft">
    <a href={href} target="_blank" rel="noreferrer" className="underline underline-offset-2 hover:text-ink">
      {marketplaces.providedByDiscogs}
    </a>
    .
  </p>
)
