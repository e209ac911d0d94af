import { useSearchField } from '@/hooks/use-search-field'
import { useUrlState } from '@/hooks/use-url-state'
import type { CopyFilters } from '@/services/collection'

/** The filters, kept in the address. */
export const useCollectionFilters = () => {
  const [q, field] = useSearchField('q')
  const [sort, setSort] = useUrlState('sort', 'newest')
  const [folder, setFolder] = useUrlState('folder')
  const [duplicates, setDuplicates] = useUrlState('duplicates')
  const filters: CopyFilters = {
    sort: sort as CopyFilters['sort'],
    ...(q && { q }),
    ...(folder && { folder }),
    ...(duplicates && { duplicates: true }),
  }
  return {
    filters,
    field,
    values: { sort, folder, duplicates },
    set: { sort: setSort, folder: setFolder, duplicates: setDuplicates },
    isFiltered: Boolean(q || folder || duplicates),
  }
}
