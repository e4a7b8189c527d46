import type { RawObject } from '../../lake/raw/raw.ts'

/** A raw object that a commit consumes. */
export interface ConsumedObject extends Omit<RawObject, 'listed_until_ms'> {
  /** Place in the order of arrival within the commit: ties between versions go to the later one. */
  readonly ordinal: number
  readonly arrived_at_ms: number
  /** Where it can be read on this machine. */
  readonly path: string
  /** In a replay: the quarantine entry that is read again; the object is then only those bytes. */
  readonly replay_of?: string
}
