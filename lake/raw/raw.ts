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

/** Raw objects as files of this machine. */
export interface HeldObjects {
  /** In the order in which they were asked for. */
  readonly paths: readonly string[]
  /** They are needed no more. */
  release(): Promise<void>
}

/**
 * The raw side: what Firehose, or anyone, dropped. Through this nothing is ever written or removed there.
 * Implementations: `folder.ts`, `s3.ts`, `memory.ts` (tests). One contract suite runs against all of them.
 */
export interface RawStore {
  /** What identifies the root for ever, as a URL; part of every ledger row. */
  readonly root: string
  /**
   * Objects that can have changed after the given moment, in the order of their keys; all of them without it. May give
   * more than that. A store that finds what is new by the time in its keys says how far back it looks; what is dropped
   * further back is found only when all is listed.
   */
  list(changed_after_ms?: number): AsyncIterable<RawObject>
  /** How far the clock that stamps the objects is ahead of this machine's, ms. */
  ahead_ms(): Promise<number>
  /** The object as it is now; undefined when there is none. */
  find(key: string): Promise<RawObject | undefined>
  /** Makes objects readable on this machine, until they are released. */
  hold(keys: readonly string[]): Promise<HeldObjects>
}
