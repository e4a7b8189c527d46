import { LakeError } from '../schema/error.ts'
import { hashOf } from './files.ts'
import { aliasSql, versionedName, type WantedView } from './view.ts'

/** A view as a catalog has it. */
export interface DeployedView {
  readonly name: string
  readonly sql: string
  readonly hash: string
  readonly alias_of?: string
  /** For a view made of the configuration: what it was made of. */
  readonly generated_from?: unknown
}

/** One thing to be done to the catalog. */
export interface ViewStep {
  readonly action: 'create' | 'switch' | 'repair' | 'keep'
  readonly view: DeployedView
  /** Why, for people. */
  readonly reason: string
}

/**
 * Plans what brings a catalog to the given views: versions first, aliases last, so that an alias never stands for what
 * is not there. A version whose text differs from the deployed one is refused: released versions do not change. What is
 * generated has no versions, and changes with the configuration.
 */
export function planViews(
  wanted: readonly WantedView[],
  deployed: readonly DeployedView[],
): readonly ViewStep[] {
  const known = new Map(deployed.map(view => [view.name, view]))
  const intact = (view: DeployedView): boolean => hashOf(view.sql) === view.hash

  const generated = wanted.flatMap(({ view, sql, generated_from }): readonly ViewStep[] => {
    if (!generated_from) return []
    const next = { name: view.name, sql, hash: hashOf(sql), generated_from }
    const before = known.get(view.name)
    if (!before) return [{ action: 'create', view: next, reason: 'generated from the configuration' }]
    if (!intact(before)) return [{ action: 'repair', view: next, reason: 'was changed by hand' }]
    if (before.hash === next.hash) return [{ action: 'keep', view: next, reason: 'unchanged' }]
    return [{ action: 'switch', view: next, reason: 'the configuration was changed' }]
  })
  const released = wanted.filter(({ generated_from }) => !generated_from)
  const versions = released.map(({ view, sql }): ViewStep => {
    const next = { name: versionedName(view), sql, hash: hashOf(sql) }
    const before = known.get(next.name)
    if (!before) return { action: 'create', view: next, reason: 'new' }
    if (!intact(before)) return { action: 'repair', view: next, reason: 'was changed by hand' }
    if (before.hash === next.hash) return { action: 'keep', view: next, reason: 'unchanged' }
    throw new LakeError({
      what: 'the text of a deployed view version was changed',
      value: `${next.name}: deployed ${before.hash}, now ${next.hash}`,
      allowed: 'versions that never change once deployed',
      remedy: `put the text back, and make ${view.name} version ${view.version + 1} with the new one`,
    })
  })
  const aliases = released.map(({ view }): ViewStep => {
    const sql = aliasSql(view)
    const next = { name: view.name, sql, hash: hashOf(sql), alias_of: versionedName(view) }
    const before = known.get(view.name)
    if (!before) return { action: 'create', view: next, reason: `stands for ${next.alias_of}` }
    if (!intact(before)) return { action: 'repair', view: next, reason: 'was changed by hand' }
    if (before.alias_of === next.alias_of) return { action: 'keep', view: next, reason: 'unchanged' }
    return { action: 'switch', view: next, reason: `stood for ${before.alias_of}, now for ${next.alias_of}` }
  })
  return [...generated, ...versions, ...aliases]
}

/** Deployed views in an order in which each comes after those it reads. */
export function inOrderOfUse(views: readonly DeployedView[]): readonly DeployedView[] {
  const byName = new Map(views.map(view => [view.name, view]))
  const reads = (view: DeployedView): readonly DeployedView[] =>
    [...byName.values()].filter(
      other => other !== view && new RegExp(`\\b(from|join)\\s+${other.name}\\b`, 'i').test(view.sql),
    )
  const ordered = new Set<DeployedView>()
  const visit = (view: DeployedView, above: readonly DeployedView[]): void => {
    if (above.includes(view))
      throw new Error(`views read each other: ${[...above, view].map(v => v.name).join(' → ')}`)
    for (const other of reads(view)) visit(other, [...above, view])
    ordered.add(view)
  }
  for (const view of views) visit(view, [])
  return [...ordered]
}
