import { StatusChoice } from '@/components/seller/status-choice'
import { useSellerStatus } from '@/hooks/use-seller-status'
import { listing } from '@/lib/words/listing'
import type { SellerBrief } from '@/services/sellers'

export const StatusButtons = ({ seller }: { seller: SellerBrief }) => (
  <StatusChoice
    name={seller.name ?? listing.sellerUnknown}
    status={seller.status}
    onChange={useSellerStatus(seller.id)}
  />
)
