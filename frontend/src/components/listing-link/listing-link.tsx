import type { ComponentProps } from 'react'
import { Link } from 'react-router'
import { useListingAddress } from '@/hooks/ui/use-listing-param'

type ListingLinkProps = Omit<ComponentProps<typeof Link>, 'to'> & { resultId: string }

/** Opens a listing in the sheet beside the page one is on. */
export const ListingLink = ({ resultId, ...props }: ListingLinkProps) => (
  <Link to={useListingAddress()(resultId)} preventScrollReset {...props} />
)
