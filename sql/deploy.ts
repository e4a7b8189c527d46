import { LakeError } from '../schema/error.ts'
import { breaksIn, sameColumns } from './contract.ts'
import { inOrderOfSteps } from './deploy-order.ts'
import { type DeployedView, isIntact, isOurs } from './deployed-view.ts'
import { hashOf } from './files.ts'
import { aliasSql, versionedName, type WantedView } from './view.ts'

/** One thing to be done to a catalog. */
export interface ViewStep {
  readonly action: 'create' | 'switch' | 'repair' | 'keep' | 'refuse' | 'drop'
  /** As it is to be; of one that is dropped, as it is. */
  readonly view: DeployedView
  /** As it is; undefined of one that is not there. */
  readonly before?: DeployedView
  /** Why, for people. */
  readonly reason: string
  /** What those lose who rely on the columns that are there. */
  readonly breaks?: readonly string[]
  /** Why it is refused, and the way out. */
  readonly refusal?: LakeError
}

export interface PlanOptions {
  /** Takes the place of views that others made, or by which they replaced ours. */
  readonly replace?: boolean
  /** Leaves aliases that were rolled back where they are, until there is something newer than what they were returned from. */
  readonly keep_returned?: boolean
}

/** How a view comes by its text: a version never changes, an alias is switched, and what is generated is made anew. */
type Kind = 'version' | 'alias' | 'generated'

/** The next number of a deployment. */
export const nextDeployment = (deployed: readonly DeployedView[]): number =>
  1 + Math.max(0, ...deployed.map(({ deployment = 0 }) => deployment))

/** A fingerprint of all that is to be deployed. */
const releaseOf = (wanted: readonly WantedView[]): string =>
  hashOf(wanted.map(({ view, sql }) => `${versionedName(view)} ${hashOf(sql)}`).join('\n'))

/** A state of a view as it is noted in the next one. */
export const asPrevious = ({ previous: _, revision: __, ...state }: DeployedView): DeployedView => state

function changedAfterRelease(view: DeployedView, before: DeployedView): LakeError {
  const [, name, version] = /^(.*)_v(\d+)$/.exec(view.name) ?? []
  return new LakeError({
    what: 'the text of a deployed view version was changed',
    value: `${view.name}: deployed ${before.hash}, now ${view.hash}`,
    allowed: 'versions that never change once deployed',
    remedy: `put the text back, and make ${name} version ${Number(version) + 1} with the new one`,
  })
}

const othersMade = (name: string): LakeError =>
  new LakeError({
    what: 'a view of this name was not made by connect-lake, or was replaced by hand',
    value: name,
    allowed: 'a place without it, or views as connect-lake made them',
    remedy: 'see what it is with: connect-lake views diff; and put ours in its place with --replace',
  })

/** Whether a view is made of the price list, not of the configuration. */
const isPriced = ({ generated_from }: DeployedView): boolean =>
  typeof generated_from === 'object' && generated_from !== null && 'priced_on' in generated_from

function stepOf(
  kind: Kind,
  next: DeployedView & Required<Pick<DeployedView, 'columns'>>,
  before: DeployedView | undefined,
  { replace, keep_returned }: PlanOptions,
): ViewStep {
  if (!before) {
    const reason = {
      version: 'new',
      alias: `stands for ${next.alias_of}`,
      generated: `from ${isPriced(next) ? 'the price list' : 'the configuration'}`,
    }
    return { action: 'create', view: next, reason: reason[kind] }
  }
  const found = { view: next, before }
  if (!isOurs(before) && !replace)
    return {
      ...found,
      action: 'refuse',
      reason: 'others made or replaced it',
      refusal: othersMade(next.name),
    }
  if (!isOurs(before)) return { ...found, action: 'repair', reason: 'others made or replaced it' }
  const isSame = before.hash === next.hash
  if (kind === 'version' && !isSame) {
    const refusal = changedAfterRelease(next, before)
    return { ...found, action: 'refuse', reason: 'its text was changed after its release', refusal }
  }
  const breaks = breaksIn(before.columns ?? {}, next.columns)
  const losing = breaks.length > 0 ? { breaks } : {}
  // What was noted of the same text goes on to be so; of another one a rollback returns what was there, by whoever's hand.
  const noted = isSame
    ? {
        ...next,
        ...(before.deployment !== undefined && { deployment: before.deployment }),
        ...(before.release !== undefined && { release: before.release }),
        ...(before.previous && { previous: before.previous }),
      }
    : { ...next, previous: asPrevious(before) }
  if (!isIntact(before))
    return { ...found, ...losing, view: noted, action: 'repair', reason: 'was changed by hand' }
  if (isSame && before.columns && sameColumns(before.columns, next.columns))
    return { ...found, view: before, action: 'keep', reason: 'unchanged' }
  if (isSame)
    return { ...found, ...losing, view: noted, action: 'repair', reason: 'its columns were noted otherwise' }
  if (keep_returned && before.returned_from === next.hash)
    return { ...found, view: before, action: 'keep', reason: 'was rolled back' }
  const reason =
    kind === 'generated'
      ? `${isPriced(next) ? 'the price list' : 'the configuration'} was changed`
      : `stood for ${before.alias_of}, now for ${next.alias_of}`
  return { ...found, view: noted, action: 'switch', reason, ...losing }
}

/**
 * Plans what brings a catalog to the given views: each after those it reads, and aliases switched last. A version whose
 * text differs from the deployed one is refused: released versions do not change. What is generated has no versions, and
 * changes with the configuration. Views that others made are refused where they have a name of ours, else left alone.
 */
export function planViews(
  wanted: readonly WantedView[],
  deployed: readonly DeployedView[],
  options: PlanOptions = {},
): readonly ViewStep[] {
  const known = new Map(deployed.map(view => [view.name, view]))
  const noted = { deployment: nextDeployment(deployed), release: releaseOf(wanted) }
  const steps = wanted.flatMap(({ view, sql, generated_from }): readonly ViewStep[] => {
    const { doc, columns } = view
    const step = (kind: Kind, name: string, text: string, more: Partial<DeployedView> = {}) =>
      stepOf(
        kind,
        { name, sql: text, hash: hashOf(text), doc, columns, ...more, ...noted },
        known.get(name),
        options,
      )
    if (generated_from) return [step('generated', view.name, sql, { generated_from })]
    const version = versionedName(view)
    return [step('version', version, sql), step('alias', view.name, aliasSql(view), { alias_of: version })]
  })
  return inOrderOfSteps(steps)
}
