import { LakeError } from '../schema/error.ts'
import { asPrevious, nextDeployment, type ViewStep } from './deploy.ts'
import { inOrderOfUse } from './deploy-order.ts'
import { type DeployedView, isOurs } from './deployed-view.ts'

/** Plans what takes all away that connect-lake made, each before what it reads. */
export const planDrop = (deployed: readonly DeployedView[]): readonly ViewStep[] =>
  inOrderOfUse(deployed.filter(isOurs))
    .map(view => ({ action: 'drop' as const, view, before: view, reason: 'made by connect-lake' }))
    .toReversed()

/**
 * Plans what returns the aliases, and what is generated, to where they were before the last deployment that changed
 * any, each before what it reads. What that deployment made anew stays: it stood for nothing before. Itself a
 * deployment: a second rollback takes the first one back. Throws a `LakeError` when there is nothing to return to.
 */
export function planRollback(deployed: readonly DeployedView[]): readonly ViewStep[] {
  const changed = inOrderOfUse(deployed.filter(isOurs)).filter(({ previous }) => previous)
  const last = Math.max(...changed.map(({ deployment = 0 }) => deployment))
  if (changed.length === 0)
    throw new LakeError({
      what: 'there is nothing to return to',
      value: 'no view stands for anything else than when it was first deployed',
      allowed: 'views of which a deployment has changed what they stand for',
      remedy: 'see what there is with: connect-lake views status',
    })
  const names = new Set(deployed.map(({ name }) => name))
  const deployment = nextDeployment(deployed)
  return changed
    .filter(view => view.deployment === last)
    .toReversed()
    .map((before): ViewStep => {
      const { returned_from: _, ...back } = before.previous as DeployedView
      if (back.alias_of !== undefined && !names.has(back.alias_of))
        throw new LakeError({
          what: 'a view cannot return to a version that is not there any more',
          value: `${before.name}: ${back.alias_of}`,
          allowed: [...names].sort().join(', '),
          remedy: 'deploy a release that has the version: connect-lake views apply',
        })
      const reason = back.alias_of
        ? `back from ${before.alias_of} to ${back.alias_of}`
        : 'back to what it was made of'
      const view = { ...back, deployment, previous: asPrevious(before), returned_from: before.hash }
      return { action: 'switch', view, before, reason }
    })
}
