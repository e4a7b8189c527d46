/*
 * What the model takes for granted. Sizes of contact records and agent events are measured: two simulated days of 9,588
 * contacts (`connect-lake simulate --days 2 --contacts-per-day 5000`), zipped by source, and the lake that `connect-lake
 * run` made of them. Seconds of work are those of the benchmark `worker`. All else is a guess, and stands here so that it
 * can be replaced by what a contact centre knows of itself.
 */

/** Records of one kind, as the raw side and the lake have them. */
interface Source {
  readonly records_per_contact: number
  /** As Connect sends one. */
  readonly record_bytes: number
  /** Plain bytes over zipped ones. */
  readonly gzip_ratio: number
  /** Parquet for each record, derived tables among it; 0 where the raw side alone keeps it. */
  readonly parquet_bytes: number
}

const sources = {
  contact_record: { records_per_contact: 1.07, record_bytes: 3520, gzip_ratio: 8, parquet_bytes: 500 },
  agent_event: { records_per_contact: 7.6, record_bytes: 4530, gzip_ratio: 15, parquet_bytes: 160 },
  contact_event: { records_per_contact: 6, record_bytes: 1500, gzip_ratio: 8, parquet_bytes: 0 },
  // CloudWatch sends lines in zipped batches: so much of them for each contact.
  flow_log: { records_per_contact: 1, record_bytes: 5000, gzip_ratio: 1, parquet_bytes: 0 },
} as const satisfies Readonly<Record<string, Source>>

export const assumptions = {
  sources,
  /** The lake is so old, and nothing of it was removed. */
  months_kept: 12,
  /** `ingest.retention_hours`. */
  retention_hours: 48,
  /** `storage.raw_infrequent_after_days`: 90. */
  raw_standard_months: 3,
  /** S3 moves no smaller objects to infrequent access by itself: as objects of this size they would be billed there. */
  least_infrequent_bytes: 131_072,
  job: {
    /** `etl.schedule`: rate(1 hour). */
    hours_between_runs: 1,
    /** `etl.batch_mb`, zipped. */
    batch_mb: 64,
    /** `etl.memory_mb`: 3008. */
    memory_gb: 3.008,
    /** Steps of a run that finds little, all together. */
    run_s: 30,
    /** Of records to the lake, by a worker and by who publishes: 127 s for 1,023 MB. */
    s_per_raw_mb: 0.124,
    /** Plan, one batch, publish, derive, views; batches beyond the first are counted by themselves. */
    calls_per_run: 4,
    transitions_per_run: 10,
    transitions_per_batch: 3,
  },
  storage: {
    /** Of one delivery stream: `ingest.buffer_s` is 300. */
    objects_per_hour: 12,
    /** `ingest.buffer_mb`, before it is zipped. */
    buffer_mb: 64,
    /** Files of the lake, commits, listings. */
    writes_per_run: 60,
    reads_per_write: 5,
    /** `etl.keep_days`: 3. A run writes the files of the newest day anew: on average half a day of Parquet. */
    keep_days: 3,
    days_per_version: 0.5,
  },
  athena: {
    /** Of analysts. */
    queries_per_month: 1000,
    /** Of the lake, by one query: few columns of few days. */
    share_scanned: 0.02,
    /** 10 MB are billed at least. */
    least_gb: 0.01,
    /** Of data sets of QuickSight, each of which reads the month anew. */
    refreshes_per_day: 4,
  },
  quicksight: {
    authors: 2,
    readers: 20,
    /** SPICE over the Parquet that it holds. */
    spice_ratio: 2,
  },
  watch: {
    /** Of storage, and of alarms; each is rotated once a year. */
    keys: 2,
    /** Metrics that alarms of one instance look at, with those of QuickSight: an alarm on several pays for each. */
    alarms: 30,
    /** Of `AWS/Connect`, one update a minute each. */
    metrics: 40,
    /** Bucket keys make most requests needless. */
    key_requests_per_write: 0.2,
    log_kb_per_run: 200,
  },
} as const
