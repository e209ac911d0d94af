import { useMutation } from '@tanstack/react-query'
import { setSellerStatus, type SellerStatus } from '@/services/sellers'

/** Changes what the user thinks of a seller. */
export const useSellerStatus = (id: string): ((status: SellerStatus | null) => void) => {
  const { mutate } = useMutation(setSellerStatus())
  return (status) => mutate({ id, status })
}
