import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../../cli/config.ts'
import { athenaPreflight } from '../../cli/quicksight/athena-preflight.ts'
import { plannedAssets } from '../../cli/quicksight/plan.ts'
import { preflightNotes } from '../../cli/quicksight/preflight-notes.ts'
import type { QuickSightApi } from '../../dashboards/deploy/api.ts'
import { applySteps } from '../../dashboards/deploy/apply.ts'
import { ownAssets } from '../../dashboards/deploy/deployed.ts'
import type { AssetStep } from '../../dashboards/deploy/plan.ts'
import { preflight } from '../../dashboards/deploy/preflight.ts'
import { planRemoval, removeAssets } from '../../dashboards/deploy/remove.ts'
import { type Request, requestName } from '../../dashboards/quicksight/request.ts'
import type { Outcome, ResourceEvent } from './answer.ts'

/** What `Custom::Dashboards` is given. */
export interface DashboardsProperties {
  /** What the dashboards are compiled to, as a hash: another one has them deployed. */
  readonly Hash: string
  /** Of the package: assets say what made them. */
  readonly Version: string
}

export interface DeployOptions {
  /** The hash of what this code compiles dashboards to. */
  readonly hash: string
  /** What QuickSight is to have. */
  readonly wanted: readonly Request[]
  /** Principals to whom the rules of access give personal data. */
  readonly granted?: ReadonlySet<string>
  /** Whether buckets are known by path only, as servers other than AWS' own know them. */
  readonly by_path?: boolean
  /** Where the lake is, and with which key: what QuickSight has to reach. */
  readonly config: Pick<Config, 'lake' | 's3'>
  /** Whether the lake has the views of this release: before the first run with it there are none, or those of another one. */
  readonly has_views: boolean
  /** How long data sets are waited for, ms: the function has to end. */
  readonly reading_ms?: number
  /** After what a new role needs to be known everywhere, ms. */
  readonly second_try_ms?: number
}

const SECOND_TRY_MS = 20_000
/** Of the 15 minutes of a function: what comes after, and a second try, take a few. */
const READING_MS = 600_000

/** What is told of data sets that are not read yet. */
function unreadNotes(unread: readonly Request[], has_views: boolean): readonly string[] {
  if (unread.length === 0) return []
  const names = unread.map(({ id }) => id).join(', ')
  return [
    has_views
      ? `QuickSight still reads ${names}: dashboards show what it has when that is done`
      : `The lake does not have the views of this release yet: ${names} are read after the next run with it`,
  ]
}

async function apply(
  api: QuickSightApi,
  { wanted, granted = new Set(), by_path = false, config, has_views }: Omit<DeployOptions, 'hash'>,
  reading_until_ms: number,
): Promise<string> {
  await preflight(api, wanted)
  // All that the command line looks at, but for views: those of a release come with its first run.
  const readers = await athenaPreflight(api.place, wanted, { forcePathStyle: by_path })
  const steps = await plannedAssets(api, wanted, { granted })
  const notes = await preflightNotes({ place: api.place, wanted, steps, readers }, config, Date.now())
  // For the same reason they cannot be read before; the refresh after that run reads them.
  const unread = await applySteps(api, steps, has_views ? { reading_until_ms } : { unread: true })
  const those = (which: AssetStep['action']) => steps.filter(({ action }) => action === which)
  const [kept, left] = [those('keep').length, those('leave')]
  const brought = `${steps.length - kept - left.length} assets of QuickSight were brought to this release`
  const names = left.map(({ request }) => requestName(request))
  const stay = left.length > 0 ? `; as somebody changed them stay ${names.join(', ')}` : ''
  // A reason of CloudFormation is a line.
  const told = notes.map(({ text }) => text.replace(/\s*\n\s*/g, ' ').replace(/\.$/, ''))
  return [`${brought}, ${kept} were there already${stay}`, ...unreadNotes(unread, has_views), ...told].join(
    '. ',
  )
}

/**
 * Brings QuickSight to what is wanted; a deletion takes away what we made under the prefix of the place. The physical id
 * never changes, and is given to a place only where a creation succeeded: what a failed one made stays for the next.
 */
export async function deployDashboards(
  api: QuickSightApi,
  { RequestType, PhysicalResourceId, ResourceProperties: given }: ResourceEvent<DashboardsProperties>,
  { hash, second_try_ms = SECOND_TRY_MS, reading_ms = READING_MS, ...options }: DeployOptions,
): Promise<Outcome> {
  const id = `dashboards/${api.place.prefix}`
  if (RequestType === 'Delete') {
    if (PhysicalResourceId !== id) return { id: PhysicalResourceId ?? id, said: 'nothing was deployed' }
    const own = planRemoval(await ownAssets(api))
    await removeAssets(api, own)
    return { id, said: `${own.length} assets of QuickSight were taken away; groups stay` }
  }
  // CloudFormation goes back, and has this code still: what it would deploy is what failed.
  if (RequestType === 'Update' && given.Hash !== hash)
    return { id, said: 'QuickSight stays as it is: this is the code of another release' }
  const reading_until_ms = Date.now() + reading_ms
  try {
    return { id, said: await apply(api, options, reading_until_ms) }
  } catch (error) {
    if (RequestType !== 'Create') throw error
    // The role by which QuickSight reads is as young as this resource, and not known everywhere yet.
    await wait(second_try_ms)
    return { id, said: await apply(api, options, reading_until_ms) }
  }
}
