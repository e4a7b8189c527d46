import type { Type } from '../../schema/type.ts'
import type { Spent } from '../engine/engine.ts'

/** A folder of Parquet files in the lake, as a table. */
export interface FolderTable {
  readonly columns: Readonly<Record<string, { readonly type: Type }>>
  /** Key that all its files begin with, a slash at its end. */
  readonly prefix: string
}

/** A file that was written. */
export interface WrittenFile {
  readonly name: string
  readonly rows: number
  readonly size_bytes: number
}

/**
 * Works on files of the lake where they lie, with an engine that is not on this machine: for partitions that are too
 * large to be fetched. What it writes is seen by nobody until a commit names it.
 *
 * Implementation: `athena.ts`.
 */
export interface InPlace {
  /**
   * Writes what a SELECT gives as files below a prefix under which nothing is. When it fails nothing is left there.
   *
   * @param select SQL in the shared dialect, of the names that the folders have as tables
   */
  write<F extends string>(
    select: (names: Readonly<Record<F, string>>) => string,
    from: Readonly<Record<F, FolderTable>>,
    to: FolderTable,
  ): Promise<readonly WrittenFile[]>
  /** What that has cost so far. */
  spent(): Spent
  /** Stops what is under way, and waits until nothing of it is left; nothing is begun any more. */
  interrupt(): Promise<void>
}
