import { useMutation } from '@tanstack/react-query'
import { authorise } from '@/services/connections'

/** Leads to the marketplace's consent page, which leads back to /connect/:marketplace. */
export const useConnect = () => {
  const { mutate, isPending, variables } = useMutation(authorise())
  return {
    connect: (marketplace: string) =>
      mutate(marketplace, {
        onSuccess: ({ authorization_url }) => window.location.assign(authorization_url),
      }),
    isConnecting: (marketplace: string) => isPending && variables === marketplace,
  }
}
