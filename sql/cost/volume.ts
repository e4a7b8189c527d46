import { assumptions } from './assumptions.ts'
import type { Meter } from './prices.ts'

/** What is asked of the model. */
export interface Operation {
  /** On an average day. */
  readonly contacts_per_day: number
  /** How contact records come, as `ingest.contact_records` of a deployment has it. */
  readonly contact_records: 'stream' | 'firehose'
  /** `ingest.retention_hours` (default: as assumed). */
  readonly retention_hours?: number
  /** `ingest.shards`, of each stream (default: on demand). */
  readonly shards?: number
  /** Whether there are rules of `live`. */
  readonly live?: boolean
  /** `etl.arrivals`. */
  readonly arrivals?: boolean
  /** Whether there is `etl.managed_lake`. */
  readonly managed_lake?: boolean
  /** For how long raw objects stay in Standard, months; `Infinity` for always (default: as assumed). */
  readonly raw_standard_months?: number
}

/** How much of each meter a month takes. */
export type Usage = Readonly<Record<Meter, number>>

export type PartOfUsage = Partial<Usage>

/** A kind of records. */
export type SourceName = keyof typeof assumptions.sources

export const GB = 1e9
export const HOURS_PER_MONTH = 730
export const DAYS_PER_MONTH = 365 / 12

export const sourceNames = Object.keys(assumptions.sources) as readonly SourceName[]

/** Whether the job makes rows of a source; of others the raw side alone keeps what came. */
export const isRead = (name: SourceName): boolean => assumptions.sources[name].parquet_bytes > 0

/** Bytes that are billed for a record which is counted in whole steps. */
const inSteps = (record_bytes: number, step_bytes: number): number =>
  Math.ceil(record_bytes / step_bytes) * step_bytes

/** So many records of a source, and what becomes of them. */
export function volumeOf(name: SourceName, records: number) {
  const source = assumptions.sources[name]
  const raw_gb = (records * source.record_bytes) / GB
  return {
    raw_gb,
    zipped_gb: raw_gb / source.gzip_ratio,
    kinesis_gb: (records * inSteps(source.record_bytes, 1000)) / GB,
    firehose_gb: (records * inSteps(source.record_bytes, 5000)) / GB,
    parquet_gb: (records * source.parquet_bytes) / GB,
  }
}

/** Of each source the records of a month. */
export const monthlyRecords = ({ contacts_per_day }: Pick<Operation, 'contacts_per_day'>) =>
  sourceNames.map(
    name =>
      [name, contacts_per_day * DAYS_PER_MONTH * assumptions.sources[name].records_per_contact] as const,
  )

/** The sources that go through a stream of Kinesis. */
export const streamed = (contact_records: Operation['contact_records']): readonly SourceName[] =>
  contact_records === 'stream' ? ['contact_record', 'agent_event'] : ['agent_event']

export const runs_per_month = HOURS_PER_MONTH / assumptions.job.hours_between_runs
export const fewest_objects = sourceNames.length * HOURS_PER_MONTH * assumptions.storage.objects_per_hour

/** Requests for objects that are delivered, and for others that are written because of it. */
export const requestsFor = (objects: number, others: number): PartOfUsage => {
  const writes = objects + others
  return {
    s3_thousand_writes: writes / 1000,
    s3_thousand_reads: (objects + writes * assumptions.storage.reads_per_write) / 1000,
    key_ten_thousand_requests: (writes * assumptions.watch.key_requests_per_write) / 10_000,
  }
}
