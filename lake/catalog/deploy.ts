import { LakeError } from '../../schema/error.ts'
import type { ViewStep } from '../../sql/deploy.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import type { ViewCatalog } from './catalog.ts'

/** Asks an engine whether it can answer a view as it was declared; throws a `LakeError` when not. */
export type Check = (view: DeployedView) => Promise<void>

/** Whether a view is as we have just written it. */
const isAsWritten = (there: DeployedView, { sql, hash, deployment }: DeployedView): boolean =>
  there.sql === sql && there.hash === hash && there.deployment === deployment

/** What was changed goes back to where it was, the last first; gives what could not be brought back. */
async function switchedBack(catalog: ViewCatalog, switched: readonly ViewStep[]): Promise<readonly string[]> {
  const stuck: string[] = []
  const now = await catalog.views().catch(() => undefined)
  // Who cannot see what is there would write over what others did.
  if (!now) return switched.map(({ view }) => view.name)
  for (const { view, before } of switched.toReversed()) {
    const there = now.find(({ name }) => name === view.name)
    // What others have put there meanwhile is theirs; where the change did not come about, nothing is to be done.
    if (!before || (there && !isAsWritten(there, view))) continue
    await catalog.putView(before, there).catch(() => stuck.push(view.name))
  }
  return stuck
}

/**
 * Takes planned steps, one after the other. A version is checked before an alias stands for it, so a view that the engine
 * cannot answer is never shown under a stable name. When a step fails, what has another text now goes back to where it was;
 * what was made anew stays, for nobody reads it yet. Throws what the step threw.
 */
export async function carryOut(
  catalog: ViewCatalog,
  steps: readonly ViewStep[],
  check: Check = async () => {},
): Promise<void> {
  const versions = new Map(steps.map(({ view }) => [view.name, view]))
  const switched: ViewStep[] = []
  try {
    for (const step of steps) {
      const { action, view, before } = step
      if (action === 'keep') continue
      if (action === 'refuse') throw step.refusal
      if (action === 'drop') {
        await catalog.dropView(view.name)
        continue
      }
      const version = versions.get(view.alias_of ?? '')
      if (version) await check(version)
      // Noted first: an answer can be lost after the work was done.
      if (before && before.sql !== view.sql) switched.push(step)
      await catalog.putView(view, before)
      if (view.generated_from !== undefined) await check(view)
    }
  } catch (error) {
    const stuck = await switchedBack(catalog, switched)
    if (stuck.length === 0) throw error
    throw new LakeError({
      what: 'the views were not deployed, and these were switched and could not be returned',
      value: `${stuck.join(', ')}; ${error instanceof LakeError ? error.lines().join('\n') : String(error)}`,
      allowed: `a catalog that takes what is written: ${catalog.name}`,
      remedy: 'run the same command again, which goes on, or return them with: connect-lake views rollback',
      cause: error,
    })
  }
}
