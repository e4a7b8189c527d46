import type { Storage } from '../storage/storage.ts'
import { type PartitionChanges, versionPrefix } from './commit.ts'

/** Removes the files of partition versions that were written for a commit and lost the race for its number. */
export async function discard(changes: PartitionChanges, storage: Storage): Promise<void> {
  for (const [table, byDay] of Object.entries(changes)) {
    for (const [dt, partition] of Object.entries(byDay)) {
      if (!partition) continue
      const prefix = versionPrefix(table, dt, partition.version)
      await storage.remove(partition.files.map(({ name }) => prefix + name))
    }
  }
}
