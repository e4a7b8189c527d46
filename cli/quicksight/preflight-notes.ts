import type { AssetStep } from '../../dashboards/deploy/plan.ts'
import type { QuickSightPlace } from '../../dashboards/quicksight/place.ts'
import type { Request } from '../../dashboards/quicksight/request.ts'
import type { Config } from '../config.ts'
import type { Reader } from './athena-preflight.ts'
import { readerNotes } from './reader-rights.ts'
import { capacityNotes } from './spice-capacity.ts'

/** What is about to be done. */
interface Planned {
  readonly place: QuickSightPlace
  readonly wanted: readonly Request[]
  readonly steps: readonly AssetStep[]
  /** By whom QuickSight reads. */
  readonly readers: readonly Reader[]
}

/**
 * What is told before the first write, and ends nothing, for nobody knows it for sure: rights of the role by which
 * QuickSight reads, and the capacity of SPICE; also that one of them could not be looked at. Of a plan that changes
 * nothing there is nothing to tell.
 */
export async function preflightNotes(
  { place, wanted, steps, readers }: Planned,
  { lake, s3 }: Pick<Config, 'lake' | 's3'>,
  now_ms: number,
): Promise<readonly string[]> {
  if (steps.every(({ action }) => action === 'keep')) return []
  const read = { lake: lake?.startsWith('s3://') ? lake : undefined, key_arn: s3.kms_key_id }
  return [
    ...(await readerNotes(place, wanted, readers, read)),
    ...(await capacityNotes(place.region, steps, now_ms)),
  ]
}
