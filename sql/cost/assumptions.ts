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
    /**
     * Of our own, by name and step, in each run: two of `plan`, three of `transform`, nine of `publish`, one of `derive` and of
     * `views`, three of `refresh`. That of `collect` is paid for one hour a day.
     */
    own_metrics: 19,
    /** Of `AWS/Connect`, one update a minute each. */
    metrics: 40,
    /** Bucket keys make most requests needless. */
    key_requests_per_write: 0.2,
    log_kb_per_run: 200,
  },
  live: {
    /** A call has at most so many records of a shard, and begins so long after the first of them, s. */
    batch: 500,
    window_s: 2,
    /** Of a stream on demand, as it is made; it has more where more comes. */
    shards_on_demand: 4,
    /** 512 MB, and a small object read and written. */
    memory_gb: 0.512,
    call_s: 0.3,
    /** Calls of several shards at once begin again when another was faster. */
    tries_per_call: 1.2,
    /** Who waits, which agents there are, open incidents. */
    state_bytes: 50_000,
    /** An event of a schedule. */
    clock_bytes: 500,
    /** What the handler says, its metrics as they are logged, and what Lambda says. */
    log_bytes_per_call: 2000,
    /** Twelve of how it stands, and how long a call took. */
    own_metrics: 13,
    /** Metrics that alarms look at, more than without. */
    alarms: 3,
    /** Of alerts, in a month. */
    emails: 300,
  },
  arrivals: {
    /** Each waits five minutes for more. */
    calls_per_hour: 12,
    /** A run that finds little, in one function. */
    call_s: 15,
    /** Five at once, each for twenty seconds where nothing comes. */
    polls_per_s: 0.25,
    log_kb_per_call: 5,
    /** Six of records, their share, bytes, age, and how long it took. */
    own_metrics: 10,
    alarms: 2,
  },
  managed_lake: {
    /** `etl.managed_lake.days`. */
    days: 3,
    /** Of Athena, each night. */
    statements: 4,
    /** Connect does not say how large its table is. */
    scanned_bytes_per_record: 1000,
    call_s: 60,
    memory_gb: 1.769,
    /** Two, for one hour of each day. */
    own_metrics: 2 / 24,
    alarms: 2,
  },
} as const
