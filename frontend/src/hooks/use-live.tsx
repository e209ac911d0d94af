import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { applyEvent } from '@/services/events'
import type { LiveEvent, LiveState } from '@/types/live'
import { connectLive } from './live-connection'

const POLL_MS = 20_000

const LiveContext = createContext<LiveState>('connecting')

interface LiveProviderProps {
  /** Said once per event, for toasts; must not change between renders. */
  onEvent?: (event: LiveEvent) => void
  children: ReactNode
}

/** Keeps what is on screen up to date: by events, and while they are away by asking now and then. */
export const LiveProvider = ({ onEvent, children }: LiveProviderProps) => {
  const client = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')

  useEffect(
    () =>
      connectLive({
        onState: setState,
        onEvent: (event) => {
          applyEvent(client, event)
          onEvent?.(event)
        },
      }),
    [client, onEvent],
  )

  useEffect(() => {
    if (state === 'live' || state === 'connecting') return
    const timer = setInterval(() => void client.invalidateQueries(), POLL_MS)
    return () => clearInterval(timer)
  }, [client, state])

  return <LiveContext.Provider value={state}>{children}</LiveContext.Provider>
}

export const useLiveState = (): LiveState => useContext(LiveContext)
