import { Link } from 'react-router'
import { Logo } from '@/components/logo/logo'
import { paths } from '@/lib/paths'

export const Brand = () => (
  <Link to={paths.today} className="flex items-center gap-2 px-2 text-lg font-semibold tracking-tight">
    <Logo size={22} />
    VinylDigger
  </Link>
)
