import { assumptions } from './assumptions.ts'
import { optionUsages } from './options.ts'
import { type Meter, prices } from './prices.ts'
import {
  DAYS_PER_MONTH,
  fewest_objects,
  GB,
  HOURS_PER_MONTH,
  isRead,
  monthlyRecords,
  type Operation,
  type PartOfUsage,
  requestsFor,
  runs_per_month,
  type SourceName,
  streamed,
  type Usage,
  volumeOf,
} from './volume.ts'

/** What a service costs, USD. */
export interface Cost {
  readonly service: string
  readonly usd: number
}

/** Older versions of a key that are paid; of a key that was rotated more often the others are free. */
const MOST_PAID_VERSIONS = 2
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
    key_versions: watch.keys * Math.min(MOST_PAID_VERSIONS, Math.floor(assumptions.months_kept / 12)),
    alarms: watch.alarms,
    watch_dashboards: 1,
    own_metrics: watch.own_metrics,
    metric_thousand_updates: (watch.metrics * 60 * HOURS_PER_MONTH) / 1000,
    log_gb: (runs_per_month * watch.log_kb_per_run) / 1e6,
  }
}

/** What streams keep of a month's records beyond the first day, which is free: of each day's records, so many days. */
function keptUsage(kinesis_gb: number, retention_hours: number) {
  const days = (hours: number): number => Math.max(0, hours) / 24
  const [extended, long] = [days(Math.min(retention_hours, 168) - 24), days(retention_hours - 168)]
  return {
    stream_kept_gb_months: (kinesis_gb / DAYS_PER_MONTH) * extended,
    stream_long_gb_months: (kinesis_gb / DAYS_PER_MONTH) * long,
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
      ...keptUsage(kinesis_gb, assumptions.retention_hours),
    }),
    firehose_gb,
    lambda_gb_s: isRead(name) ? raw_gb * 1000 * job.s_per_raw_mb * job.memory_gb : 0,
    s3_standard_gb_months: kept_gb_months + replaced_gb_months,
    // A month is read so often, and a record for as long as it is of the newest month.
    athena_tb: (DAYS_PER_MONTH * athena.refreshes_per_day * parquet_gb) / 1000,
    spice_gb_months: kept_gb_months * quicksight.spice_ratio,
  }
}

/** What so many bytes of raw objects take, for as long as they are kept, where these are large enough to be moved. */
export function storedUsage(zipped_gb: number): PartOfUsage {
  const { months_kept, raw_standard_months } = assumptions
  return {
    s3_standard_gb_months: zipped_gb * raw_standard_months,
    s3_infrequent_gb_months: zipped_gb * (months_kept - raw_standard_months),
  }
}

/**
 * What a month's records of a source take as raw objects, by the sizes of these: small ones stay in Standard for ever, and
 * of the others each is paid for when it is moved.
 */
export function rawUsage(name: SourceName, records: number, standard_months: number): PartOfUsage {
  const { storage, least_infrequent_bytes, months_kept } = assumptions
  const { raw_gb, zipped_gb } = volumeOf(name, records)
  const objects = Math.max(HOURS_PER_MONTH * storage.objects_per_hour, (raw_gb * 1000) / storage.buffer_mb)
  const isMoved = standard_months < months_kept && (zipped_gb * GB) / objects >= least_infrequent_bytes
  if (!isMoved) return { s3_standard_gb_months: zipped_gb * months_kept }
  return {
    s3_standard_gb_months: zipped_gb * standard_months,
    s3_infrequent_gb_months: zipped_gb * (months_kept - standard_months),
    s3_thousand_transitions: objects / 1000,
  }
}

/** What goes through streams in a month, GB: as they count it, and as it is. */
function streamedVolume(of: Operation) {
  const names = streamed(of.contact_records)
  const all = monthlyRecords(of).filter(([name]) => names.includes(name))
  const volumes = all.map(([name, records]) => ({ records, ...volumeOf(name, records) }))
  const sum = (field: 'records' | 'kinesis_gb' | 'raw_gb'): number =>
    volumes.reduce((total, each) => total + each[field], 0)
  return { streams: names.length, records: sum('records'), in_gb: sum('kinesis_gb'), out_gb: sum('raw_gb') }
}

/** What streams take with options in place of what they take by default, as `recordUsage` and `fixedUsage` have it. */
function streamOptionsUsage(of: Operation): PartOfUsage {
  const { streams, records, in_gb, out_gb } = streamedVolume(of)
  const { retention_hours = assumptions.retention_hours, shards } = of
  const [byDefault, kept] = [keptUsage(in_gb, assumptions.retention_hours), keptUsage(in_gb, retention_hours)]
  const long = { stream_long_gb_months: kept.stream_long_gb_months - byDefault.stream_long_gb_months }
  if (shards === undefined)
    return { ...long, stream_kept_gb_months: kept.stream_kept_gb_months - byDefault.stream_kept_gb_months }
  const shard_hours = streams * shards * HOURS_PER_MONTH
  return {
    ...long,
    ...{ stream_hours: -streams * HOURS_PER_MONTH, stream_in_gb: -in_gb, stream_out_gb: -out_gb },
    stream_kept_gb_months: -byDefault.stream_kept_gb_months,
    shard_hours,
    // A put has 25 kB, and so each record.
    shard_million_puts: records / 1e6,
    // By the hour, whatever lies there.
    ...(retention_hours > 24 && { shard_kept_hours: shard_hours }),
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
  const standard_months = operation.raw_standard_months ?? assumptions.raw_standard_months
  const parts = [
    fixedUsage(contact_records),
    ...monthlyRecords(operation).map(([name, records]) => recordUsage(name, records, contact_records)),
    ...monthlyRecords(operation).map(([name, records]) => rawUsage(name, records, standard_months)),
    streamOptionsUsage(operation),
    peoplesUsage(volume),
    crowdedUsage(volume),
    ...optionUsages(operation),
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
