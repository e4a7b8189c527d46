import { assumptions } from './assumptions.ts'
import {
  DAYS_PER_MONTH,
  GB,
  HOURS_PER_MONTH,
  monthlyRecords,
  type Operation,
  type PartOfUsage,
  requestsFor,
  streamed,
  volumeOf,
} from './volume.ts'

const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600

/**
 * Calls in a second for a shard to which so many records come evenly: a call begins a window after its first record, and the
 * next one with the next record.
 */
const callsPerSecond = (records_per_s: number): number => {
  const { window_s, batch } = assumptions.live
  return records_per_s === 0 ? 0 : Math.max(1 / (window_s + 1 / records_per_s), records_per_s / batch)
}

/** What live alerts take in a month. */
function liveUsage(operation: Operation): PartOfUsage {
  const { live, watch } = assumptions
  const records = new Map(monthlyRecords(operation))
  const names = streamed(operation.contact_records)
  // Which others read, too: it is paid once more, but of shards.
  const again_gb = names.reduce((sum, name) => sum + volumeOf(name, records.get(name) ?? 0).raw_gb, 0)
  // Contact events, and each minute the clock, in a stream of its own, always on demand.
  const minutes = HOURS_PER_MONTH * 60
  const contact_events = records.get('contact_event') ?? 0
  const own = volumeOf('contact_event', contact_events)
  const shards = operation.shards ?? live.shards_on_demand
  const calls =
    SECONDS_PER_MONTH *
    [
      ...names.map(name => ({ n: records.get(name) ?? 0, of: shards })),
      { n: contact_events + minutes, of: live.shards_on_demand },
    ].reduce((sum, { n, of }) => sum + of * callsPerSecond(n / SECONDS_PER_MONTH / of), 0)
  const writes = calls * live.tries_per_call
  return {
    stream_hours: HOURS_PER_MONTH,
    stream_in_gb: own.kinesis_gb + (minutes * 1000) / GB,
    stream_out_gb:
      own.raw_gb + (minutes * live.clock_bytes) / GB + (operation.shards === undefined ? again_gb : 0),
    lambda_million_requests: calls / 1e6,
    lambda_gb_s: calls * live.call_s * live.memory_gb,
    s3_thousand_writes: writes / 1000,
    s3_thousand_reads: writes / 1000,
    // Versions that were replaced stay a day.
    s3_standard_gb_months: ((writes / DAYS_PER_MONTH) * live.state_bytes) / GB,
    key_ten_thousand_requests: (writes * watch.key_requests_per_write) / 10_000,
    log_gb: (calls * live.log_bytes_per_call) / GB,
    own_metrics: live.own_metrics,
    alarms: live.alarms,
    thousand_emails: live.emails / 1000,
  }
}

/** What small runs within minutes take in a month, beside those of the schedule. */
function arrivalsUsage(operation: Operation): PartOfUsage {
  const { arrivals, job, storage } = assumptions
  const calls = HOURS_PER_MONTH * arrivals.calls_per_hour
  const parquet_gb = monthlyRecords(operation).reduce(
    (sum, [name, records]) => sum + volumeOf(name, records).parquet_gb,
    0,
  )
  return {
    ...requestsFor(0, calls * storage.writes_per_run),
    // As each run of the schedule does, each leaves a version of the newest day behind.
    s3_standard_gb_months:
      (parquet_gb / DAYS_PER_MONTH) * storage.days_per_version * storage.keep_days * (calls / DAYS_PER_MONTH),
    lambda_gb_s: calls * arrivals.call_s * job.memory_gb,
    lambda_million_requests: calls / 1e6,
    queue_million_requests: (arrivals.polls_per_s * SECONDS_PER_MONTH) / 1e6,
    log_gb: (calls * arrivals.log_kb_per_call) / 1e6,
    own_metrics: arrivals.own_metrics,
    alarms: arrivals.alarms,
  }
}

/** What the second source takes in a month: it is read, kept on the raw side, and read by the job, which has most of it. */
function managedLakeUsage(operation: Operation): PartOfUsage {
  const { managed_lake: of, athena, job, months_kept } = assumptions
  const records = new Map(monthlyRecords(operation)).get('contact_record') ?? 0
  const { raw_gb, zipped_gb } = volumeOf('contact_record', records)
  // Each day is read by so many nights.
  const scanned_gb = (records * of.days * of.scanned_bytes_per_record) / GB
  const least_gb = DAYS_PER_MONTH * of.statements * athena.least_gb
  return {
    athena_tb: Math.max(least_gb, scanned_gb) / 1000,
    lambda_gb_s:
      DAYS_PER_MONTH * of.call_s * of.memory_gb + raw_gb * of.days * 1000 * job.s_per_raw_mb * job.memory_gb,
    lambda_million_requests: DAYS_PER_MONTH / 1e6,
    s3_standard_gb_months: zipped_gb * months_kept,
    own_metrics: of.own_metrics,
    alarms: of.alarms,
  }
}

/** What options take that are off by default. */
export const optionUsages = (operation: Operation): readonly PartOfUsage[] => [
  ...(operation.live ? [liveUsage(operation)] : []),
  ...(operation.arrivals ? [arrivalsUsage(operation)] : []),
  ...(operation.managed_lake ? [managedLakeUsage(operation)] : []),
]
