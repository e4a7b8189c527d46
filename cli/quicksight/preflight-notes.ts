import type { AssetStep } from '../../dashboards/deploy/plan.ts'
import type { QuickSightPlace } from '../../dashboards/quicksight/place.ts'
import type { Request } from '../../dashboards/quicksight/request.ts'
import type { Config } from '../config.ts'
import type { Reader } from './athena-preflight.ts'
import type { Note } from './note.ts'
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

type Of = Pick<Config, 'lake' | 's3'>

/** What the roles by which QuickSight reads may not read of the lake, or why that could not be looked at. */
export const rightsNotes = (
  { place, wanted, readers }: Omit<Planned, 'steps'>,
  { lake, s3 }: Of,
): Promise<readonly Note[]> =>
  readerNotes(place, wanted, readers, {
    lake: lake?.startsWith('s3://') ? lake : undefined,
    key_arn: s3.kms_key_id,
  })

/**
 * What is told before the first write, and ends nothing, for nobody knows it for sure: rights of the role by which
 * QuickSight reads, and the capacity of SPICE; also that one of them could not be looked at. Of a plan that changes
 * nothing there is nothing to tell.
 */
export async function preflightNotes(planned: Planned, config: Of, now_ms: number): Promise<readonly Note[]> {
  const { place, steps } = planned
  if (steps.every(({ action }) => action === 'keep')) return []
  return [...(await rightsNotes(planned, config)), ...(await capacityNotes(place.region, steps, now_ms))]
}
