import { Link } from 'react-router'
import { paths } from '@/lib/paths'

export const Brand = () => (
  <Link to={paths.today} className="flex items-center gap-2 px-2 text-lg font-semibold tracking-tight">
    <img src="/icon.svg" alt="" width={22} height={22} />
    VinylDigger
  </Link>
)
