import type { ViewStep } from './deploy.ts'
import { type DeployedView, isOurs } from './deployed-view.ts'
import { type View, versionedName } from './view.ts'

/** How a view stands where it is deployed. */
export interface ViewState {
  readonly view: string
  /** The version its name stands for; null of one that is not there. */
  readonly deployed: string | null
  readonly wanted: string
  /** What is wrong; none when all is well. */
  readonly problems: readonly string[]
}

const GENERATED = 'generated'

/** What a view's name stands for, by the plan that would bring it to the wanted one. */
function standsFor({ before }: ViewStep): string | null {
  if (!before) return null
  return before.alias_of ?? (before.generated_from === undefined ? 'another view' : GENERATED)
}

/** What is wrong with a view, by the step that would put it right. */
function problem({ action, view, reason }: ViewStep): readonly string[] {
  if (action === 'keep') return []
  return [`${view.name} ${action === 'create' ? 'is missing' : reason}`]
}

/**
 * How each view stands.
 * @param steps the plan that would bring what is deployed to what is wanted
 * @param stale name → why the engine does not answer it as it was declared
 */
export function viewStates(
  views: readonly View[],
  steps: readonly ViewStep[],
  stale: ReadonlyMap<string, string>,
): readonly ViewState[] {
  const stepOf = new Map(steps.map(step => [step.view.name, step]))
  return views.map(view => {
    const [stable, version] = [stepOf.get(view.name), stepOf.get(versionedName(view))]
    const why = stale.get(view.name)
    return {
      view: view.name,
      deployed: stable ? standsFor(stable) : null,
      wanted: view.generate ? GENERATED : versionedName(view),
      problems: [
        ...[version, stable].flatMap(step => (step ? problem(step) : [])),
        ...(why === undefined ? [] : [`${view.name} is stale: ${why}`]),
      ],
    }
  })
}

/** Our views that nothing wants any more: older versions, to which one can return, and what another release made. */
export const unwanted = (
  deployed: readonly DeployedView[],
  steps: readonly ViewStep[],
): readonly string[] => {
  const wanted = new Set(steps.map(({ view }) => view.name))
  return deployed.filter(view => isOurs(view) && !wanted.has(view.name)).map(({ name }) => name)
}
