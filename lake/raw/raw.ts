/** An object of the raw side, as a listing shows it. */
export interface RawObject {
  /** Key under the root, with `/`. */
  readonly key: string
  readonly size_bytes: number
  /** Changes when the content does. */
  readonly etag: string
  readonly modified_at_ms: number
  /** The latest moment with which `list` still gives the object: what has to be looked at again must not be later. */
  readonly listed_until_ms: number
}

/**
 * The raw side: what Firehose, or anyone, dropped. Nothing is ever written or removed there.
 * Implementations: `folder.ts`, `memory.ts` (tests).
 */
export interface RawStore {
  /** What identifies the root for ever, as a URL; part of every ledger row. */
  readonly root: string
  /**
   * Objects that can have changed after the given moment, in the order of their keys; all of them without it.
   * May give more than that, never less.
   */
  list(changed_after_ms?: number): AsyncIterable<RawObject>
  /** The object as it is now; undefined when there is none. */
  find(key: string): Promise<RawObject | undefined>
  /** A path on this machine at which the object can be read. */
  local(key: string): Promise<string>
}
