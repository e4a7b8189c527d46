/** An object as a listing shows it. Keys use `/`, never begin with it, and never contain `.` or `..` as a segment. */
export interface StoredObject {
  readonly key: string
  readonly size_bytes: number
  readonly modified_at_ms: number
}

/**
 * Where a lake is kept: keys and bytes. Whatever becomes visible under a key is whole; nothing half-written ever is.
 *
 * Implementations: `folder.ts`, `s3.ts`, `memory.ts` (tests). One contract suite runs against all of them.
 */
export interface Storage {
  /** Where it is, as the user would write it. */
  readonly location: string
  /** The bytes under the key, or undefined when there are none. */
  get(key: string): Promise<Uint8Array | undefined>
  /** Writes, or replaces at once what was there. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Writes only where nothing is; of several callers at once exactly one gets true. */
  putIfAbsent(key: string, bytes: Uint8Array): Promise<boolean>
  /** All objects whose key begins with the prefix, in the order of their keys. */
  list(prefix: string): AsyncIterable<StoredObject>
  /** The same bytes under a second key, without moving them where the store can. */
  copy(from: string, to: string): Promise<void>
  /** Takes a file of this machine into the store; the file is gone afterwards. */
  upload(file: string, key: string): Promise<void>
  /** Removes objects; keys that are not there do not matter. */
  remove(keys: readonly string[]): Promise<void>
  /**
   * Gives up uploads that were begun and did not end, as a process leaves them that was killed: nobody sees them, and
   * they take room. Says how many.
   *
   * @param isLeft whether one for that key cannot be going on any more
   */
  giveUpUploads(isLeft: (key: string, begun_at_ms: number) => boolean): Promise<number>
  /**
   * A path on this machine that ends in the key, at which a data file can be read. Of such a key the content never
   * changes.
   *
   * @param size_bytes as the log says: a store that fetches takes nothing else
   */
  local(key: string, size_bytes: number): Promise<string>
}
