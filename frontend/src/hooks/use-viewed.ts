import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { markViewed } from '@/services/searches'

/** On leaving a search, what was new in it has been seen; while one looks, it stays marked. */
export const useViewed = (searchId: string): void => {
  const { mutate } = useMutation(markViewed())
  useEffect(() => () => mutate(searchId), [mutate, searchId])
}
