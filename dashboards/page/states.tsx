import type { VNode } from 'preact'
import { noSettings } from '../local/address.ts'
import { NO_VALUE } from '../local/field.ts'
import type { Problem } from '../local/stream.ts'
import type { VisualKind } from '../spec/wells.ts'
import { useControls, withoutChoice } from './controls.ts'

/** The place of a visual that is still to come; drawn only when it takes a while. */
export const Skeleton = ({ kind }: { readonly kind: VisualKind }): VNode => (
  <div class={`skeleton skeleton-${kind}`} role="status">
    <span class="sr-only">Loading</span>
  </div>
)

interface EmptyProps {
  /** What there is not. */
  readonly words?: string
  readonly why?: string | undefined
}

/** Nothing to be shown, and the ways out. */
export function Empty({ words = 'Nothing matches', why }: EmptyProps): VNode {
  const { dashboard, settings, set } = useControls()
  const chosen = dashboard?.filters.filter(({ name }) => name in settings.choices) ?? []
  return (
    <div class="state">
      {why && <p class="figure">{NO_VALUE}</p>}
      <p>{words}.</p>
      {why && <p class="note">{why}</p>}
      <div class="state-ways">
        {chosen.map(({ name, label }) => (
          <button key={name} type="button" class="button" onClick={() => set(withoutChoice(settings, name))}>
            Clear the {label.toLowerCase()} filter
          </button>
        ))}
        {settings.days && (
          <button
            type="button"
            class="button"
            onClick={() => set({ ...settings, days: { from: undefined, to: undefined } })}
          >
            Show all days
          </button>
        )}
      </div>
    </div>
  )
}

const ProblemParts = ({ what, value, allowed, remedy }: Problem): VNode => (
  <>
    <p class="problem-what">{what}</p>
    {value && <p class="problem-value">{value}</p>}
    {allowed && <p class="note">Allowed: {allowed}</p>}
    <p class="problem-remedy">{remedy}</p>
  </>
)

/** What went wrong, in the parts that a reader needs; of several things each, and at the end how many. */
export const ProblemNote = ({ problem }: { readonly problem: Problem }): VNode => (
  <div class="problem" role="alert">
    {problem.each ? (
      <>
        <ol class="problem-each">
          {problem.each.map(each => (
            <li key={`${each.what} ${each.value}`}>
              <ProblemParts {...each} />
            </li>
          ))}
        </ol>
        <p class="problem-what">{problem.what}</p>
      </>
    ) : (
      <ProblemParts {...problem} />
    )}
  </div>
)

/** What went wrong, and the ways out. */
export function Failed({ problem }: { readonly problem: Problem }): VNode {
  const { retry, set } = useControls()
  return (
    <div class="state">
      <ProblemNote problem={problem} />
      <div class="state-ways">
        <button type="button" class="button" onClick={retry}>
          Try again
        </button>
        {location.search !== '' && (
          <button type="button" class="button" onClick={() => set(noSettings)}>
            Clear the filters
          </button>
        )}
      </div>
    </div>
  )
}
