/*
 * What AWS takes for what this project uses. List prices of us-east-1 without any discount or free tier, typed in by hand:
 * they have to be checked against https://aws.amazon.com/pricing/ before anyone relies on a sum of them, and other regions
 * take more. Authors, readers and SPICE were checked against the public price page as it was on 2026-10-07, and requests of
 * Lambda as of 2026-09-20; a key of KMS and transitions of Step Functions against undated copies of theirs. The tables of the
 * other pages are drawn by scripts: none of them was seen, and nothing was found that contradicts what stands here.
 */

/** The day on which the prices were typed in. */
export const PRICED_ON = '2026-11-29'

/** What is metered, and what one unit of it costs. */
export interface Price {
  readonly service: string
  readonly unit: string
  readonly usd: number
}

/** Every meter of the model, by name. */
export const prices = {
  stream_hours: { service: 'Kinesis Data Streams', unit: 'hour of a stream on demand', usd: 0.04 },
  stream_in_gb: { service: 'Kinesis Data Streams', unit: 'GB written, each record in whole kB', usd: 0.08 },
  stream_out_gb: { service: 'Kinesis Data Streams', unit: 'GB read', usd: 0.04 },
  stream_kept_gb_months: {
    ...{ service: 'Kinesis Data Streams', unit: 'GB-month beyond the first day of retention', usd: 0.1 },
  },
  firehose_gb: { service: 'Data Firehose', unit: 'GB delivered, each record in steps of 5 kB', usd: 0.029 },
  s3_standard_gb_months: { service: 'S3', unit: 'GB-month, Standard', usd: 0.023 },
  s3_infrequent_gb_months: { service: 'S3', unit: 'GB-month, infrequent access', usd: 0.0125 },
  s3_thousand_writes: { service: 'S3', unit: 'thousand PUT and LIST requests', usd: 0.005 },
  s3_thousand_reads: { service: 'S3', unit: 'thousand GET requests', usd: 0.0004 },
  lambda_gb_s: { service: 'Lambda', unit: 'GB-second on arm64', usd: 0.000_013_333_4 },
  lambda_million_requests: { service: 'Lambda', unit: 'million requests', usd: 0.2 },
  step_thousand_transitions: { service: 'Step Functions', unit: 'thousand state transitions', usd: 0.025 },
  athena_tb: { service: 'Athena', unit: 'TB scanned', usd: 5 },
  spice_gb_months: { service: 'QuickSight', unit: 'GB-month of SPICE', usd: 0.38 },
  quicksight_authors: { service: 'QuickSight', unit: 'author for a month', usd: 24 },
  quicksight_readers: { service: 'QuickSight', unit: 'reader for a month', usd: 3 },
  keys: { service: 'KMS', unit: 'key for a month', usd: 1 },
  key_ten_thousand_requests: { service: 'KMS', unit: 'ten thousand requests', usd: 0.03 },
  alarms: { service: 'CloudWatch', unit: 'alarm for a month', usd: 0.1 },
  watch_dashboards: { service: 'CloudWatch', unit: 'dashboard for a month', usd: 3 },
  metric_thousand_updates: { service: 'CloudWatch', unit: 'thousand updates in a metric stream', usd: 0.003 },
  log_gb: { service: 'CloudWatch', unit: 'GB of logs taken in', usd: 0.5 },
} as const satisfies Readonly<Record<string, Price>>

/** A name of the price list. */
export type Meter = keyof typeof prices
