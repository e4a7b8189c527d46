import type { RawObject } from '../../lake/raw/raw.ts'

/** A raw object that a commit consumes. */
export interface ConsumedObject extends RawObject {
  /** Place in the order of arrival within the commit: ties between versions go to the later one. */
  readonly ordinal: number
  readonly arrived_at_ms: number
  /** Where it can be read on this machine. */
  readonly path: string
}
