import { type BatchItem, objectsOf } from '../job/distribute.ts'
import { transform } from '../job/transform.ts'
import { handlerOf } from './work.ts'

/** What was read of a batch: small, for a map keeps the answers of all its items. */
interface BatchReport extends BatchItem {
  readonly objects: number
  readonly files: number
  readonly staged_bytes: number
  readonly quarantined: number
}

/** Reads one batch into the lake, not yet visible. One item of a Distributed Map. */
export const handler = handlerOf<BatchItem, BatchReport>(
  'transform',
  async ({ run, batch }, { ports, limits }) => {
    const objects = await objectsOf(ports.storage, { run, batch })
    const { files, quarantine } = await transform(ports, run, batch, objects, limits)
    return {
      ...{ run, batch, objects: objects.length, files: files.length },
      staged_bytes: files.reduce((sum, { size_bytes }) => sum + size_bytes, 0),
      quarantined: quarantine?.count ?? 0,
    }
  },
)
