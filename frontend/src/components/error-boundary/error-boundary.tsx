import { Component, type ReactNode } from 'react'
import { ErrorState } from '@/components/states/states'
import { boundary } from '@/lib/words/boundary'

interface Props {
  children: ReactNode
  /** What stands here, for the message: "Price history". */
  name?: string
  /** A change of it (say, the address) starts afresh. */
  resetKey?: string
}

/** Catches what breaks while drawing; the rest of the page goes on, and a retry draws this part again. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidUpdate(before: Props) {
    if (this.state.error && before.resetKey !== this.props.resetKey) this.setState({ error: null })
  }

  override render() {
    if (!this.state.error) return this.props.children
    const { name } = this.props
    return (
      <ErrorState
        title={name ? boundary.widget(name) : boundary.page}
        detail={boundary.detail}
        onRetry={() => this.setState({ error: null })}
      />
    )
  }
}
