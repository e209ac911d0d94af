import { Copy, Ellipsis, Pause, Pencil, Play, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu'
import { isOwnSearch, searchName } from '@/lib/search-name'
import { searches as t } from '@/lib/words/searches'
import type { Search } from '@/services/searches'

interface SearchMenuProps {
  search: Search
  onEdit: () => void
  onCopy: () => void
  onToggle: () => void
  onDelete: () => void
}

/** System searches are run and paused, never copied, changed or deleted. */
export const SearchMenu = ({ search, onEdit, onCopy, onToggle, onDelete }: SearchMenuProps) => (
  <Menu
    trigger={
      <Button variant="ghost" size="icon" aria-label={t.actions(searchName(search))}>
        <Ellipsis aria-hidden />
      </Button>
    }
  >
    {isOwnSearch(search) && (
      <MenuItem onSelect={onEdit}>
        <Pencil aria-hidden />
        {t.edit}
      </MenuItem>
    )}
    <MenuItem onSelect={onToggle}>
      {search.is_active ? <Pause aria-hidden /> : <Play aria-hidden />}
      {search.is_active ? t.pause : t.resume}
    </MenuItem>
    {isOwnSearch(search) && (
      <>
        <MenuItem onSelect={onCopy}>
          <Copy aria-hidden />
          {t.duplicate}
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={onDelete} className="text-bad">
          <Trash2 aria-hidden />
          {t.delete}
        </MenuItem>
      </>
    )}
  </Menu>
)
