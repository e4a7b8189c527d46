import { isoOf } from '../../schema/instant.ts'

/** A data file of a partition version. */
export interface DataFile {
  /** Name within the folder of the version. */
  readonly name: string
  readonly rows: number
  readonly size_bytes: number
  /** Which columns it has: a key of `schemas`. Files written before a column was added lack it. */
  readonly schema: string
}

/** What a partition holds now. */
export interface PartitionVersion {
  /** The folder `<table>/dt=<dt>/v=<version>/` that holds all the files. */
  readonly version: string
  readonly files: readonly DataFile[]
  /**
   * Of a derived table: fingerprint of what the partition was made from. It has no files when no rows came of it; the
   * fingerprint says that this was looked into.
   */
  readonly derived_from?: string
}

/** By table and dt; null where the partition is no more. */
export type PartitionChanges = Readonly<Record<string, Readonly<Record<string, PartitionVersion | null>>>>

/** What became of the records of a commit, over all tables. */
export interface Counts {
  readonly objects: number
  readonly read: number
  readonly accepted: number
  readonly duplicate: number
  readonly superseded: number
  readonly quarantined: number
  readonly replaced: number
}

export const noCounts: Counts = {
  objects: 0,
  read: 0,
  accepted: 0,
  duplicate: 0,
  superseded: 0,
  quarantined: 0,
  replaced: 0,
}

export const addCounts = (a: Counts, b: Counts): Counts => ({
  objects: a.objects + b.objects,
  read: a.read + b.read,
  accepted: a.accepted + b.accepted,
  duplicate: a.duplicate + b.duplicate,
  superseded: a.superseded + b.superseded,
  quarantined: a.quarantined + b.quarantined,
  replaced: a.replaced + b.replaced,
})

export type CommitKind = 'run' | 'replay' | 'derive' | 'refresh' | 'rollback' | 'collect'

/**
 * One step in the history of a lake, and the only truth: what changed in the partitions, and how far the raw side has
 * been read. A commit is one object, put only where none is, so a reader sees all of it or nothing.
 */
export interface Commit {
  readonly format: 1
  /** 1, 2, 3, … without gaps. */
  readonly seq: number
  /** Unique for ever: tells our own commit from another writer's with the same number. */
  readonly id: string
  /** The id of the commit before; empty for the first. A log that lost a commit is noticed by it. */
  readonly parent: string
  /** When it was made: ISO 8601, UTC. */
  readonly at: string
  readonly kind: CommitKind
  /** For people: what was done. */
  readonly message: string
  readonly counts: Counts
  readonly changes: PartitionChanges
  /** Column names of the schemas that files of this commit have. */
  readonly schemas: Readonly<Record<string, readonly string[]>>
  /** Raw root → the moment (epoch ms) before which everything there has been consumed. */
  readonly scanned: Readonly<Record<string, number>>
  /** Commits before this number can no longer be read: their files were collected. */
  readonly oldest_readable?: number
}

/** Where the files of a partition version lie in the lake. */
export const versionPrefix = (table: string, dt: string, version: string): string =>
  `${table}/dt=${dt}/v=${version}/`

/** The unique name of a commit; it also names the folders that the commit writes. */
export const commitId = (seq: number, unique: string): string => `${String(seq).padStart(10, '0')}-${unique}`

/** What making a commit needs from the world: a clock, epoch milliseconds, and names that are never given twice. */
export interface CommitEffects {
  readonly now: () => number
  readonly unique: () => string
}

/** Which commit it will be, known before its content is. */
export interface CommitStamp {
  readonly id: string
  readonly at_ms: number
}

/** What a commit says, besides its place in the history. */
export type CommitContent = Omit<Commit, 'format' | 'seq' | 'id' | 'parent' | 'at'>

/** What is known of the commit that another one follows. */
export type Predecessor = Pick<Commit, 'seq' | 'id'>

/** The commit that follows another. */
export const commitAfter = (
  before: Predecessor,
  { id, at_ms }: CommitStamp,
  content: CommitContent,
): Commit => ({
  format: 1,
  seq: before.seq + 1,
  id,
  parent: before.id,
  at: isoOf(at_ms),
  ...content,
})

/** Names the commit that is to follow another. */
export const stampAfter = ({ seq }: Predecessor, { now, unique }: CommitEffects): CommitStamp => ({
  id: commitId(seq + 1, unique()),
  at_ms: now(),
})
