import { assumptions } from './assumptions.ts'
import { type Meter, prices } from './prices.ts'

/** What is asked of the model. */
export interface Operation {
  /** On an average day. */
  readonly contacts_per_day: number
  /** How contact records come, as `ingest.contact_records` of a deployment has it. */
  readonly contact_records: 'stream' | 'firehose'
}

/** How much of each meter a month takes. */
export type Usage = Readonly<Record<Meter, number>>

type PartOfUsage = Partial<Usage>

/** A kind of records. */
export type SourceName = keyof typeof assumptions.sources

/** What a service costs, USD. */
export interface Cost {
  readonly service: string
  readonly usd: number
}

const GB = 1e9
const HOURS_PER_MONTH = 730
export const DAYS_PER_MONTH = 365 / 12

export const sourceNames = Object.keys(assumptions.sources) as readonly SourceName[]

/** Whether the job makes rows of a source; of others the raw side alone keeps what came. */
export const isRead = (name: SourceName): boolean => assumptions.sources[name].parquet_bytes > 0

/** Bytes that are billed for a record which is counted in whole steps. */
const inSteps = (record_bytes: number, step_bytes: number): number =>
  Math.ceil(record_bytes / step_bytes) * step_bytes

/** So many records of a source, and what becomes of them. */
function volumeOf(name: SourceName, records: number) {
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
const monthlyRecords = ({ contacts_per_day }: Pick<Operation, 'contacts_per_day'>) =>
  sourceNames.map(
    name =>
      [name, contacts_per_day * DAYS_PER_MONTH * assumptions.sources[name].records_per_contact] as const,
  )

/** The volumes of a month, GB; `parquet_gb` is what it adds to the lake, `read_gb` what the job reads of the zipped ones. */
export function monthlyVolume(operation: Pick<Operation, 'contacts_per_day'>) {
  const all = monthlyRecords(operation).map(([name, records]) => ({ name, ...volumeOf(name, records) }))
  const sum = (of: 'raw_gb' | 'zipped_gb' | 'parquet_gb', among = all): number =>
    among.reduce((total, each) => total + each[of], 0)
  return {
    raw_gb: sum('raw_gb'),
    zipped_gb: sum('zipped_gb'),
    read_gb: sum(
      'zipped_gb',
      all.filter(({ name }) => isRead(name)),
    ),
    parquet_gb: sum('parquet_gb'),
  }
}

/** The sources that go through a stream of Kinesis. */
const streamed = (contact_records: Operation['contact_records']): readonly SourceName[] =>
  contact_records === 'stream' ? ['contact_record', 'agent_event'] : ['agent_event']

const runs_per_month = HOURS_PER_MONTH / assumptions.job.hours_between_runs
const fewest_objects = sourceNames.length * HOURS_PER_MONTH * assumptions.storage.objects_per_hour

/** Requests for objects that are delivered, and for others that are written because of it. */
const requestsFor = (objects: number, others: number): PartOfUsage => {
  const writes = objects + others
  return {
    s3_thousand_writes: writes / 1000,
    s3_thousand_reads: (objects + writes * assumptions.storage.reads_per_write) / 1000,
    key_ten_thousand_requests: (writes * assumptions.watch.key_requests_per_write) / 10_000,
  }
}

/** What a month takes though nothing may come: a delivery is made, and a run looks, all the same. */
export function fixedUsage(contact_records: Operation['contact_records']): PartOfUsage {
  const { job, storage, watch } = assumptions
  return {
    stream_hours: streamed(contact_records).length * HOURS_PER_MONTH,
    ...requestsFor(fewest_objects, runs_per_month * storage.writes_per_run),
    lambda_gb_s: runs_per_month * job.run_s * job.memory_gb,
    // A batch in each run.
    lambda_million_requests: (runs_per_month * (job.calls_per_run + 1)) / 1e6,
    step_thousand_transitions:
      (runs_per_month * (job.transitions_per_run + job.transitions_per_batch)) / 1000,
    keys: watch.keys,
    alarms: watch.alarms,
    watch_dashboards: 1,
    metric_thousand_updates: (watch.metrics * 60 * HOURS_PER_MONTH) / 1000,
    log_gb: (runs_per_month * watch.log_kb_per_run) / 1e6,
  }
}

/**
 * What records of a source take, as many times as there are of them: to be taken in, and then, as Parquet, to be kept
 * and shown for as long as the lake keeps them. What they are as raw objects, `storedUsage` has.
 */
export function recordUsage(
  name: SourceName,
  records: number,
  contact_records: Operation['contact_records'],
): PartOfUsage {
  const { months_kept, job, storage, athena, quicksight } = assumptions
  const { raw_gb, kinesis_gb, firehose_gb, parquet_gb } = volumeOf(name, records)
  const kept_gb_months = parquet_gb * months_kept
  // Of versions that were replaced and are not yet collected: what was a link in a folder is a copy in S3.
  const replaced_gb_months =
    (parquet_gb / DAYS_PER_MONTH) *
    storage.days_per_version *
    storage.keep_days *
    (24 / job.hours_between_runs)
  return {
    ...(streamed(contact_records).includes(name) && {
      stream_in_gb: kinesis_gb,
      stream_out_gb: raw_gb,
      // Retention of 48 hours: of each day's records a day lies there beyond the first.
      stream_kept_gb_months: kinesis_gb / DAYS_PER_MONTH,
    }),
    firehose_gb,
    lambda_gb_s: isRead(name) ? raw_gb * 1000 * job.s_per_raw_mb * job.memory_gb : 0,
    s3_standard_gb_months: kept_gb_months + replaced_gb_months,
    // A month is read so often, and a record for as long as it is of the newest month.
    athena_tb: (DAYS_PER_MONTH * athena.refreshes_per_day * parquet_gb) / 1000,
    spice_gb_months: kept_gb_months * quicksight.spice_ratio,
  }
}

/** What raw objects of this size take, for as long as they are kept. */
export function storedUsage(zipped_gb: number): PartOfUsage {
  const { months_kept, raw_standard_months } = assumptions
  return {
    s3_standard_gb_months: zipped_gb * raw_standard_months,
    s3_infrequent_gb_months: zipped_gb * (months_kept - raw_standard_months),
  }
}

/** What is used by people: how many they are, and what analysts ask. */
function peoplesUsage({ parquet_gb }: { readonly parquet_gb: number }): PartOfUsage {
  const { months_kept, athena, quicksight } = assumptions
  const scanned_gb = Math.max(athena.least_gb, parquet_gb * months_kept * athena.share_scanned)
  return {
    athena_tb: (athena.queries_per_month * scanned_gb) / 1000,
    quicksight_authors: quicksight.authors,
    quicksight_readers: quicksight.readers,
  }
}

/** What comes on top where more comes than one batch of a run holds, or one object of a delivery. */
function crowdedUsage({
  raw_gb,
  read_gb,
}: {
  readonly raw_gb: number
  readonly read_gb: number
}): PartOfUsage {
  const { job, storage } = assumptions
  const batches = Math.max(0, (read_gb * 1000) / job.batch_mb - runs_per_month)
  return {
    ...requestsFor(Math.max(0, (raw_gb * 1000) / storage.buffer_mb - fewest_objects), 0),
    lambda_million_requests: batches / 1e6,
    step_thousand_transitions: (batches * job.transitions_per_batch) / 1000,
  }
}

/** How much of each meter an operation takes in a month, a year after it began: so much is kept by then. Pure. */
export function usageOf(operation: Operation): Usage {
  const { contact_records } = operation
  const volume = monthlyVolume(operation)
  const parts = [
    fixedUsage(contact_records),
    ...monthlyRecords(operation).map(([name, records]) => recordUsage(name, records, contact_records)),
    storedUsage(volume.zipped_gb),
    peoplesUsage(volume),
    crowdedUsage(volume),
  ]
  const amounts = Object.keys(prices).map(meter => {
    const of = parts.map(part => part[meter as Meter] ?? 0)
    return [meter, of.reduce((total, amount) => total + amount, 0)] as const
  })
  return Object.fromEntries(amounts) as Usage
}

/** What a usage costs by service, USD, in the order of the price list. Pure. */
export function costOf(usage: PartOfUsage): readonly Cost[] {
  const services = new Map<string, number>()
  for (const [meter, { service, usd }] of Object.entries(prices))
    services.set(service, (services.get(service) ?? 0) + (usage[meter as Meter] ?? 0) * usd)
  return [...services].map(([service, usd]) => ({ service, usd }))
}
