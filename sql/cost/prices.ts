/*
 * What AWS takes for what this project uses. List prices of us-east-1 without any discount or free tier, typed in by hand:
 * they have to be checked against https://aws.amazon.com/pricing/ before anyone relies on a sum of them, and other regions
 * take more. `seen` says where a price was seen in public. The tables of most pages are drawn by scripts: of what has no
 * `seen` none was, and nothing was found that contradicts what stands here.
 */

/** The day on which the prices were typed in. */
export const PRICED_ON = '2026-11-29'

/** What is metered, and what one unit of it costs. */
export interface Price {
  readonly service: string
  readonly unit: string
  readonly usd: number
  /** Where it was seen; without it it is not confirmed. */
  readonly seen?: string
}

const COPY = 'an undated copy of the price page'
const QUICKSIGHT = 'the price page of 2026-10-07'

/** Every meter of the model, by name. */
export const prices = {
  stream_hours: { service: 'Kinesis Data Streams', unit: 'hour of a stream on demand', usd: 0.04 },
  stream_in_gb: { service: 'Kinesis Data Streams', unit: 'GB written, each record in whole kB', usd: 0.08 },
  stream_out_gb: { service: 'Kinesis Data Streams', unit: 'GB read', usd: 0.04 },
  stream_kept_gb_months: {
    ...{
      service: 'Kinesis Data Streams',
      unit: 'GB-month beyond the first day of retention, up to the seventh',
      usd: 0.1,
    },
  },
  stream_long_gb_months: {
    ...{ service: 'Kinesis Data Streams', unit: 'GB-month beyond seven days of retention', usd: 0.023 },
  },
  shard_hours: { service: 'Kinesis Data Streams', unit: 'hour of a shard', usd: 0.015 },
  shard_kept_hours: {
    ...{ service: 'Kinesis Data Streams', unit: 'hour of a shard that keeps more than a day', usd: 0.02 },
  },
  shard_million_puts: {
    ...{ service: 'Kinesis Data Streams', unit: 'million puts of 25 kB into shards', usd: 0.014 },
  },
  firehose_gb: { service: 'Data Firehose', unit: 'GB delivered, each record in steps of 5 kB', usd: 0.029 },
  s3_standard_gb_months: { service: 'S3', unit: 'GB-month, Standard', usd: 0.023 },
  s3_infrequent_gb_months: { service: 'S3', unit: 'GB-month, infrequent access', usd: 0.0125 },
  s3_thousand_transitions: { service: 'S3', unit: 'thousand objects moved to infrequent access', usd: 0.01 },
  s3_thousand_writes: { service: 'S3', unit: 'thousand PUT and LIST requests', usd: 0.005 },
  s3_thousand_reads: { service: 'S3', unit: 'thousand GET requests', usd: 0.0004 },
  lambda_gb_s: { service: 'Lambda', unit: 'GB-second on arm64', usd: 0.000_013_333_4 },
  lambda_million_requests: {
    ...{ service: 'Lambda', unit: 'million requests', usd: 0.2, seen: 'the price page of 2026-09-20' },
  },
  step_thousand_transitions: {
    ...{ service: 'Step Functions', unit: 'thousand state transitions', usd: 0.025, seen: COPY },
  },
  athena_tb: { service: 'Athena', unit: 'TB scanned', usd: 5 },
  spice_gb_months: { service: 'QuickSight', unit: 'GB-month of SPICE', usd: 0.38, seen: QUICKSIGHT },
  quicksight_authors: { service: 'QuickSight', unit: 'author for a month', usd: 24, seen: QUICKSIGHT },
  quicksight_readers: { service: 'QuickSight', unit: 'reader for a month', usd: 3, seen: QUICKSIGHT },
  keys: { service: 'KMS', unit: 'key for a month', usd: 1, seen: COPY },
  key_versions: { service: 'KMS', unit: 'older version of a rotated key for a month, two at most', usd: 1 },
  key_ten_thousand_requests: { service: 'KMS', unit: 'ten thousand requests', usd: 0.03 },
  alarms: { service: 'CloudWatch', unit: 'metric of an alarm for a month', usd: 0.1 },
  own_metrics: { service: 'CloudWatch', unit: 'metric of our own for a month, by the hour', usd: 0.3 },
  watch_dashboards: { service: 'CloudWatch', unit: 'dashboard for a month', usd: 3 },
  metric_thousand_updates: { service: 'CloudWatch', unit: 'thousand updates in a metric stream', usd: 0.003 },
  thousand_emails: { service: 'SNS', unit: 'thousand messages by e-mail', usd: 0.02 },
  queue_million_requests: { service: 'SQS', unit: 'million requests', usd: 0.4 },
  log_gb: { service: 'CloudWatch', unit: 'GB of logs taken in', usd: 0.5 },
} as const satisfies Readonly<Record<string, Price>>

/** A name of the price list. */
export type Meter = keyof typeof prices
