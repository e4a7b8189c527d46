import type { VNode } from 'preact'
import { Icon } from './icons.tsx'

interface LeftOutProps {
  readonly names: readonly string[]
  readonly onClear: () => void
}

/** Says which parameters of the address are none of the dashboard: what is shown does not follow them. */
export const LeftOut = ({ names, onClear }: LeftOutProps): VNode => (
  <p class="notice" role="status">
    <Icon name="warning" />
    <span>
      The address names what this dashboard does not have, and it is left out:{' '}
      <strong>{names.join(', ')}</strong>.
    </span>
    <button type="button" class="link" onClick={onClear}>
      Take it out of the address
    </button>
  </p>
)
