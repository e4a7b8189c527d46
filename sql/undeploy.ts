import { LakeError } from '../schema/error.ts'
import { asPrevious, nextDeployment, type ViewStep } from './deploy.ts'
import { inOrderOfUse } from './deploy-order.ts'
import { type DeployedView, isOurs } from './deployed-view.ts'

/** Plans what takes all away that connect-lake made, each before what it reads. */
export const planDrop = (deployed: readonly DeployedView[]): readonly ViewStep[] =>
  inOrderOfUse(deployed.filter(isOurs))
    .map(view => ({ action: 'drop' as const, view, before: view, reason: 'made by connect-lake' }))
    .toReversed()

/** What a rollback notes as its release: it names the one that it takes back. */
const BACK = 'back from '
const orderOf = ({ deployment = 0 }: Pick<DeployedView, 'deployment'>): number => deployment

/**
 * What the newest deployment changed. One that was killed and the one that went on with it have other numbers, and are
 * one: they were of the same release, and nothing was deployed between them. Of a rollback that was killed, what it had
 * still to return.
 */
function newestOf(changed: readonly DeployedView[]): readonly DeployedView[] {
  const [newest] = changed.toSorted((a, b) => orderOf(b) - orderOf(a))
  if (newest?.release === undefined) return changed.filter(view => orderOf(view) === orderOf(newest ?? {}))
  const taken = newest.release.startsWith(BACK) ? newest.release.slice(BACK.length) : undefined
  const isOfIt = ({ release }: Pick<DeployedView, 'release'>): boolean =>
    release === newest.release || (release !== undefined && release === taken)
  const states = changed.flatMap(({ previous, ...view }) => (previous ? [view, previous] : [view]))
  // What a rollback returned to was deployed before what it took back.
  const others = states.filter(each => !isOfIt(each)).map(orderOf)
  const since = changed.filter(view => isOfIt(view) && orderOf(view) > Math.max(0, ...others))
  const left = since.filter(({ release }) => release === taken)
  return left.length > 0 ? left : since.filter(({ release }) => release === newest.release)
}

/**
 * Plans what returns the aliases, and what is generated, to where they were before the last deployment that changed
 * any, each before what it reads. What that deployment made anew stays: it stood for nothing before. Itself a
 * deployment: a second rollback takes the first one back. Throws a `LakeError` when there is nothing to return to.
 */
export function planRollback(deployed: readonly DeployedView[]): readonly ViewStep[] {
  const changed = inOrderOfUse(deployed.filter(isOurs)).filter(({ previous }) => previous)
  if (changed.length === 0)
    throw new LakeError({
      what: 'there is nothing to return to',
      value: 'no view stands for anything else than when it was first deployed',
      allowed: 'views of which a deployment has changed what they stand for',
      remedy: 'see what there is with: connect-lake views status',
    })
  const names = new Set(deployed.map(({ name }) => name))
  const deployment = nextDeployment(deployed)
  return newestOf(changed)
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
      const noted = {
        deployment,
        release: BACK + (before.release ?? orderOf(before)),
        returned_from: before.hash,
      }
      const view = { ...back, ...noted, previous: asPrevious(before) }
      return { action: 'switch', view, before, reason }
    })
}
