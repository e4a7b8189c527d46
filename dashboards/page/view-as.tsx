import type { VNode } from 'preact'
import { Icon } from './icons.tsx'

/** A viewer such as `group:sales-leads` as people read it. */
const named = (viewer: string): string => viewer.replace(':', ' ')

export interface ViewAsProps {
  /** Those whom the rules name. */
  readonly viewers: readonly string[]
  /** With whose eyes the page is looked at; undefined for one's own. */
  readonly as: string | undefined
  readonly onChange: (as: string | undefined) => void
}

/** Shows the dashboards as somebody else sees them; nothing where nobody is kept from anything. */
export function ViewAs({ viewers, as, onChange }: ViewAsProps): VNode | null {
  if (viewers.length === 0) return null
  return (
    <label class="view-as">
      <span>View as</span>
      <select value={as ?? ''} onChange={event => onChange(event.currentTarget.value || undefined)}>
        <option value="">yourself, all rows</option>
        {viewers.map(viewer => (
          <option key={viewer} value={viewer}>
            {named(viewer)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface OtherEyesProps extends Pick<ViewAsProps, 'as' | 'onChange'> {
  /** Filters that the address sets and these eyes cannot, in words. */
  readonly left_alone: readonly string[]
}

/** Says that not everything is shown, and leads back. */
export function OtherEyes({ as, onChange, left_alone }: OtherEyesProps): VNode | null {
  if (as === undefined) return null
  return (
    <p class="other-eyes" role="status">
      <Icon name="eye" />
      <span>
        As <strong>{named(as)}</strong> sees it: the rows that the access rules give, and no others.
        {left_alone.length > 0 && ` Not filtered by ${left_alone.join(', ')}: that is personal data.`}
      </span>
      <button type="button" class="link" onClick={() => onChange(undefined)}>
        Back to all rows
      </button>
    </p>
  )
}
