import type { Commit, PartitionChanges, PartitionVersion } from './commit.ts'

/** All partitions, by table and dt. */
export type Partitions = Readonly<Record<string, Readonly<Record<string, PartitionVersion>>>>

/** What the lake holds as of a commit: the sum of the log up to it. */
export interface LakeState {
  /** 0 for a lake without commits. */
  readonly seq: number
  readonly id: string
  readonly at: string
  readonly partitions: Partitions
  readonly schemas: Readonly<Record<string, readonly string[]>>
  readonly scanned: Readonly<Record<string, number>>
  readonly oldest_readable: number
}

export const emptyState: LakeState = {
  seq: 0,
  id: '',
  at: '',
  partitions: {},
  schemas: {},
  scanned: {},
  oldest_readable: 0,
}

/** The partitions after the changes. */
function changed(partitions: Partitions, changes: PartitionChanges): Partitions {
  const next: Record<string, Record<string, PartitionVersion>> = { ...partitions }
  for (const [table, byDay] of Object.entries(changes)) {
    const days = { ...next[table] }
    for (const [dt, version] of Object.entries(byDay)) {
      if (version) days[dt] = version
      else delete days[dt]
    }
    next[table] = days
  }
  return next
}

/** The state after the commit. */
export const after = (state: LakeState, commit: Commit): LakeState => ({
  seq: commit.seq,
  id: commit.id,
  at: commit.at,
  partitions: changed(state.partitions, commit.changes),
  schemas: { ...state.schemas, ...commit.schemas },
  scanned: commit.scanned,
  oldest_readable: commit.oldest_readable ?? state.oldest_readable,
})

/** What has to change to get from one set of partitions to another. */
export function difference(from: Partitions, to: Partitions): PartitionChanges {
  const changes: Record<string, Record<string, PartitionVersion | null>> = {}
  for (const table of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const before = from[table] ?? {}
    const then = to[table] ?? {}
    const days = [...new Set([...Object.keys(before), ...Object.keys(then)])]
    const moved = days.filter(dt => before[dt]?.version !== then[dt]?.version)
    if (moved.length > 0) changes[table] = Object.fromEntries(moved.map(dt => [dt, then[dt] ?? null]))
  }
  return changes
}

/** Rows of a table. */
export const rowsOf = (state: LakeState, table: string): number =>
  Object.values(state.partitions[table] ?? {})
    .flatMap(partition => partition.files)
    .reduce((rows, file) => rows + file.rows, 0)
