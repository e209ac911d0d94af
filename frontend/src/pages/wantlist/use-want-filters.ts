import { useSearchField } from '@/hooks/use-search-field'
import { useUrlState } from '@/hooks/use-url-state'
import type { WantFilters } from '@/services/wantlist'

/** The filters, kept in the address. */
export const useWantFilters = () => {
  const [q, field] = useSearchField('q')
  const [sort, setSort] = useUrlState('sort', 'newest')
  const [tier, setTier] = useUrlState('tier')
  const [source, setSource] = useUrlState('source')
  const [offered, setOffered] = useUrlState('offered')
  const filters: WantFilters = {
    sort: sort as WantFilters['sort'],
    ...(q && { q }),
    ...(tier && { tier: tier as WantFilters['tier'] }),
    ...(source && { source: source as WantFilters['source'] }),
    ...(offered && { on_offer: true }),
  }
  return {
    filters,
    field,
    values: { sort, tier, source, offered },
    set: { sort: setSort, tier: setTier, source: setSource, offered: setOffered },
    isFiltered: Boolean(q || tier || source || offered),
  }
}
