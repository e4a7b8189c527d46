/** What a run may use. All of it bounds memory, none of it the amount of data. */
export interface Limits {
  /** Raw objects, as they lie there, that one commit consumes. */
  readonly batch_bytes: number
  /** Raw objects that one statement reads. */
  readonly unit_bytes: number
  readonly unit_objects: number
  /** Objects of at least this size are worth a statement of their own before they are split record by record. */
  readonly alone_bytes: number
  /**
   * Records up to this size always pass. A larger one is quarantined where its object is split, and may pass where the
   * engine reads the object as a whole. Kinesis and Firehose take 1 MiB at most.
   */
  readonly record_limit_bytes: number
  /** How much of a quarantined record is kept as text. */
  readonly kept_bytes: number
  /** Rows a file of a partition should have. */
  readonly slice_rows: number
  /** Files beyond what the rows need, before a partition is compacted. */
  readonly extra_files: number
  /** A partition with more bytes is worked on where it lies, if there is an engine that can. */
  readonly in_place_bytes: number
  /** Files of such a partition, before they become fewer: how many its engine makes is for that to say. */
  readonly in_place_files: number
  /** Rows of other partitions that are searched for a key whose date may have moved. */
  readonly move_search_rows: number
}

export const defaultLimits: Limits = {
  batch_bytes: 128 * 1024 * 1024,
  unit_bytes: 16 * 1024 * 1024,
  unit_objects: 1024,
  alone_bytes: 1024 * 1024,
  record_limit_bytes: 8 * 1024 * 1024,
  kept_bytes: 64 * 1024,
  slice_rows: 50_000,
  extra_files: 8,
  in_place_bytes: Number.POSITIVE_INFINITY,
  in_place_files: 256,
  move_search_rows: 2_000_000,
}
