import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { ViewStep } from './deploy.ts'
import type { DeployedView } from './deployed-view.ts'

/** How a deployed text differs from the wanted one: a unified diff. */
export interface TextDifference {
  readonly view: string
  readonly text: string
}

/** What stands behind a view: of an alias the text of its version, as far as that is there. */
const behind = (view: DeployedView, all: ReadonlyMap<string, DeployedView>): DeployedView =>
  all.get(view.alias_of ?? '') ?? view

const unified = (one: DeployedView, other: DeployedView): string =>
  createTwoFilesPatch(one.name, other.name, `${one.sql}\n`, `${other.sql}\n`, 'deployed', 'wanted', {
    headerOptions: FILE_HEADERS_ONLY,
  })

/** How the texts differ of all deployed views that are not as they should be. */
export function textDifferences(
  steps: readonly ViewStep[],
  deployed: readonly DeployedView[],
): readonly TextDifference[] {
  const there = new Map(deployed.map(view => [view.name, view]))
  const wanted = new Map(steps.map(({ view }) => [view.name, view]))
  return steps.flatMap(({ action, view, before }) => {
    if (action === 'keep' || !before) return []
    const isSwitch = action === 'switch'
    const [one, other] = isSwitch ? [behind(before, there), behind(view, wanted)] : [before, view]
    return one.sql === other.sql ? [] : [{ view: view.name, text: unified(one, other) }]
  })
}
