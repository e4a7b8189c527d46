import type { ViewCatalog } from '../../lake/catalog/catalog.ts'
import { carryOut } from '../../lake/catalog/deploy.ts'
import { LakeError } from '../../schema/error.ts'
import { type PlanOptions, planViews, type ViewStep } from '../../sql/deploy.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import { wantedViews } from '../../sql/files.ts'
import { views } from '../../sql/views.ts'
import type { Config } from '../config.ts'
import { configuredIn } from './configured.ts'
import type { ViewPlace } from './place.ts'

/** The steps that bring deployed views to those of this version of connect-lake and to the configuration. */
export const plannedViews = (
  deployed: readonly DeployedView[],
  config: Config,
  options?: PlanOptions,
): readonly ViewStep[] =>
  planViews(wantedViews(Object.values(views), configuredIn(deployed, config)), deployed, options)

/** Why a plan is not carried out; undefined when it can be. */
export async function refusalOf(
  steps: readonly ViewStep[],
  isBreaking: boolean,
  there: readonly DeployedView[],
): Promise<LakeError | undefined> {
  const refused = steps.find(({ refusal }) => refusal)
  if (refused) return refused.refusal
  const lost = await breaksText(steps, there)
  if (lost.length === 0 || isBreaking) return undefined
  return new LakeError({
    what: 'a new version takes away what others rely on',
    value: lost.join('\n'),
    allowed: 'new versions that keep every column and its type, and add others',
    remedy: 'change who relies on it first, and then deploy with: connect-lake views apply --breaking',
  })
}

/**
 * What steps take away, and from whom.
 * @param there all views of the place, those that others made among them
 */
export async function breaksText(
  steps: readonly ViewStep[],
  there: readonly DeployedView[],
): Promise<readonly string[]> {
  const broken = steps.filter(({ breaks }) => breaks)
  if (broken.length === 0) return []
  const { usersText } = await import('./users.ts')
  return broken.map(({ view, breaks = [] }) => {
    const users = usersText(view.name, there)
    return `${view.name}: ${breaks.join(', ')}${users === '' ? '' : `; used by ${users}`}`
  })
}

/** Brings the lake's own views to those of this version, as a run does: what was rolled back stays where it is. */
export async function deployViews(catalog: ViewCatalog, config: Config): Promise<void> {
  const there = await catalog.views()
  const steps = plannedViews(there, config, { keep_returned: true })
  const refusal = await refusalOf(steps, false, there)
  if (refusal) throw refusal
  await carryOut(catalog, steps)
}

/** Carries steps out where views are; versions are asked before aliases stand for them, where that can be done. */
export async function deployed(place: ViewPlace, steps: readonly ViewStep[]): Promise<void> {
  const isAsked = place.is_live && steps.some(({ action }) => /^(?:create|switch|repair)$/.test(action))
  if (!isAsked) return carryOut(place.catalog, steps)
  const { checkAnswered } = await import('./asked.ts')
  const engine = await place.engine()
  try {
    await carryOut(place.catalog, steps, view => checkAnswered(engine, view))
  } finally {
    engine.close()
  }
}
