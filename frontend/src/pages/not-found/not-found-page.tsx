import { Link } from 'react-router'
import { PageHeader } from '@/components/layout/page-header'
import { Button } from '@/components/ui/button'
import { paths } from '@/lib/paths'
import { common } from '@/lib/words/common'

export const NotFoundPage = () => (
  <>
    <PageHeader title={common.notFound} lead={common.notFoundHint} />
    <Button asChild>
      <Link to={paths.today}>{common.goToday}</Link>
    </Button>
  </>
)
