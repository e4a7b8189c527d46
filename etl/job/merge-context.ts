import { createHash } from 'node:crypto'
import type { InPlace } from '../../lake/in-place/in-place.ts'
import type { LakeState } from '../../lake/log/state.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import type { Table } from '../../schema/table.ts'
import type { CommitContext } from './context.ts'

/** What a merge works with. */
export interface MergeContext extends Pick<CommitContext, 'bench' | 'limits'> {
  readonly storage: Storage
  readonly state: LakeState
  /** Names the folders of the partition versions this commit writes. */
  readonly version: string
  /** Works on partitions that are too large for this machine; without one they are worked on here all the same. */
  readonly in_place?: InPlace | undefined
}

/** The columns that a file of a table has that is written now, and what the log calls them. */
export const schemaOf = (table: Table): { readonly id: string; readonly columns: readonly string[] } => {
  const columns = Object.keys(table.columns)
  return { id: createHash('sha256').update(columns.join()).digest('hex').slice(0, 8), columns }
}
