import { Duration } from 'aws-cdk-lib'
import {
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { runMissingHours } from '../config.ts'
import type { EtlStack } from '../etl/stack.ts'
import type { IngestStack } from '../ingest/stack.ts'
import type { LiveStack } from '../live/stack.ts'
import { deploymentName, nameOf } from '../names.ts'
import type { StorageStack } from '../storage/stack.ts'

/** One alarm: what is measured, when it is too much, and what it means. */
export interface Watched {
  /** The heading of its page in the runbook, and the beginning of its name. */
  readonly page: string
  /** Which of several it watches: a source, a step, an instance. */
  readonly of?: string
  readonly meaning: string
  readonly metric: IMetric
  readonly threshold: number
  /** Periods in a row. */
  readonly periods: number
  readonly when: 'above' | 'below' | 'at_least'
  /** What silence is: no failure was counted, or nothing works any more. */
  readonly silence: 'good' | 'bad'
}

export const operators = {
  above: ComparisonOperator.GREATER_THAN_THRESHOLD,
  below: ComparisonOperator.LESS_THAN_THRESHOLD,
  at_least: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
} as const

export const silences = {
  good: TreatMissingData.NOT_BREACHING,
  bad: TreatMissingData.BREACHING,
} as const

const metric = (
  namespace: string,
  metricName: string,
  statistic: string,
  period_minutes: number,
  dimensionsMap: Record<string, string>,
): Metric =>
  new Metric({ namespace, metricName, statistic, period: Duration.minutes(period_minutes), dimensionsMap })

/** Too much of what should be little; of what is silent nothing happened. */
const over = { when: 'above', silence: 'good' } as const

/** What a shard takes in a second, bytes; on-demand streams grow by themselves. */
const SHARD_BYTES = 1024 * 1024

export interface Watching {
  readonly storage: StorageStack
  readonly ingest: IngestStack
  readonly etl: EtlStack
  readonly live: LiveStack | undefined
}

/** What comes in. */
function ofIngest({ ingest }: Watching): readonly Watched[] {
  const { watch, ingest: settings } = ingest.deployment
  const streams = [...ingest.streamArns].flatMap(([source, arn]): readonly Watched[] => {
    const dimensions = { StreamName: arn.split('/')[1] ?? '' }
    // A graph of several of them asks for different names.
    const bytes = `bytes_${source.replaceAll('-', '_')}`
    return [
      {
        page: 'iterator-age',
        of: source,
        meaning: 'Firehose is more than half an hour behind the stream',
        metric: metric('AWS/Kinesis', 'GetRecords.IteratorAgeMilliseconds', 'Maximum', 5, dimensions),
        ...{ threshold: 30 * 60_000, periods: 3, ...over },
      },
      ...(settings.shards === undefined || !ingest.streams.has(source)
        ? []
        : [
            {
              page: 'shards-full',
              of: source,
              meaning: 'the shards take more than 80 % of what they can',
              metric: new MathExpression({
                expression: `100 * ${bytes} / (PERIOD(${bytes}) * ${settings.shards * SHARD_BYTES})`,
                usingMetrics: { [bytes]: metric('AWS/Kinesis', 'IncomingBytes', 'Sum', 5, dimensions) },
                period: Duration.minutes(5),
              }),
              ...{ threshold: 80, periods: 3, ...over },
            } as const,
          ]),
      {
        page: 'stream-throttled',
        of: source,
        meaning: 'the stream refused records: Connect tries again for a while, then they are lost',
        metric: metric('AWS/Kinesis', 'WriteProvisionedThroughputExceeded', 'Sum', 5, dimensions),
        ...{ threshold: 0, periods: 2, ...over },
      },
    ]
  })
  const deliveries = [...ingest.deliveries].flatMap(([source, { stream }]): readonly Watched[] => {
    const dimensions = { DeliveryStreamName: stream.deliveryStreamName ?? '' }
    return [
      {
        page: 'delivery-late',
        of: source,
        meaning: 'the oldest record that is not yet in the bucket waits for more than half an hour',
        metric: metric('AWS/Firehose', 'DeliveryToS3.DataFreshness', 'Maximum', 5, dimensions),
        ...{ threshold: 30 * 60, periods: 3, ...over },
      },
    ]
  })
  const records = {
    DeliveryStreamName: ingest.deliveries.get('contact-records')?.stream.deliveryStreamName ?? '',
  }
  return [
    {
      page: 'nothing-arrived',
      meaning: `no contact record was delivered for ${watch.nothing_arrived_hours} hours`,
      metric: metric('AWS/Firehose', 'DeliveryToS3.Records', 'Sum', 60, records),
      ...{ threshold: 1, periods: watch.nothing_arrived_hours, when: 'below', silence: 'bad' },
    },
    ...streams,
    ...deliveries,
  ]
}

/** The job. */
function ofJob({ etl }: Watching): readonly Watched[] {
  const { watch } = etl.deployment
  const missing_hours = runMissingHours(etl.deployment)
  const machine = { StateMachineArn: etl.machineArn }
  const job = (name: string, statistic: string, step: string, minutes: number): Metric =>
    metric('ConnectLake', name, statistic, minutes, { service: deploymentName(etl.deployment), step })
  return [
    {
      page: 'run-missing',
      meaning: `no run has succeeded for ${missing_hours} hours`,
      metric: metric('AWS/States', 'ExecutionsSucceeded', 'Sum', 60, machine),
      ...{ threshold: 1, periods: missing_hours, when: 'below', silence: 'bad' },
    },
    {
      page: 'run-failed',
      meaning: 'a run failed, or hung until it was ended',
      metric: new MathExpression({
        expression: 'failed + timedOut + aborted',
        usingMetrics: {
          failed: metric('AWS/States', 'ExecutionsFailed', 'Sum', 5, machine),
          timedOut: metric('AWS/States', 'ExecutionsTimedOut', 'Sum', 5, machine),
          aborted: metric('AWS/States', 'ExecutionsAborted', 'Sum', 5, machine),
        },
        period: Duration.minutes(5),
      }),
      ...{ threshold: 0, periods: 1, ...over },
    },
    {
      page: 'quarantine',
      meaning: `more than ${watch.quarantine_percent} % of what was read had to be quarantined`,
      metric: job('quarantine_share', 'Maximum', 'publish', 15),
      ...{ threshold: watch.quarantine_percent, periods: 1, ...over },
    },
    {
      page: 'collect-failed',
      meaning: 'files that nothing needs could not be removed',
      metric: job('failures', 'Sum', 'collect', 60),
      ...{ threshold: 0, periods: 1, ...over },
    },
    ...(etl.handlers.import
      ? [
          {
            page: 'import-failed',
            meaning: 'contact records of the managed lake could not be imported',
            metric: job('failures', 'Sum', 'import', 60),
            ...{ threshold: 0, periods: 1, ...over },
          },
        ]
      : []),
    ...Object.entries(etl.handlers).flatMap(([step, handler]): readonly Watched[] => [
      {
        page: 'step-slow',
        of: step,
        meaning: 'a call took more than twelve of its fifteen minutes',
        metric: metric('AWS/Lambda', 'Duration', 'Maximum', 15, {
          FunctionName: handler.functionName,
        }),
        ...{ threshold: 12 * 60_000, periods: 1, ...over },
      },
    ]),
  ]
}

/** What QuickSight shows. */
function ofDataSets({ etl }: Watching): readonly Watched[] {
  const { watch } = etl.deployment
  if (!etl.handlers.refresh) return []
  const dimensions = { service: deploymentName(etl.deployment), step: 'refresh' }
  return [
    {
      page: 'refresh-failed',
      meaning: 'QuickSight could not read a data set anew, and shows what it had',
      metric: metric('ConnectLake', 'refreshes_failed', 'Maximum', 15, dimensions),
      ...{ threshold: 0, periods: 1, ...over },
    },
    {
      page: 'data-set-stale',
      meaning: `for ${watch.data_set_stale_hours} hours a data set of QuickSight has lacked what the lake has`,
      metric: metric('ConnectLake', 'data_set_behind_s', 'Maximum', 60, dimensions),
      ...{ threshold: watch.data_set_stale_hours * 3600, periods: 1, when: 'at_least', silence: 'good' },
    },
  ]
}

/** Alerts as it happens. */
function ofLive({ live }: Watching): readonly Watched[] {
  if (!live) return []
  return [
    {
      page: 'live-late',
      meaning: 'the live consumer is more than two minutes behind a stream, and alerts come that late',
      metric: metric('AWS/Lambda', 'IteratorAge', 'Maximum', 1, {
        FunctionName: nameOf(live.deployment, 'live'),
      }),
      ...{ threshold: 2 * 60_000, periods: 3, ...over },
    },
  ]
}

/** What lies where nobody could do anything with it. */
function ofDead({ storage, ingest, etl, live }: Watching): readonly Watched[] {
  const queues = {
    'arrivals-dead': [storage.arrivals?.dead, 'notices of arrivals were taken and never done'],
    'files-dead': [storage.files?.dead, 'notices of recordings and other files were taken and never done'],
    'events-dead': [ingest.deadEvents, 'contact events could not be delivered'],
    'live-events-dead': [live?.deadEvents, 'contact events could not be put into the stream of alerts'],
    'live-dead': [live?.dead, 'the live consumer could not read records of a stream'],
    'starts-dead': [etl.deadStarts, 'the schedule could not start the job'],
  } as const
  return Object.entries(queues).flatMap(([page, [queue, meaning]]) =>
    queue
      ? [
          {
            ...{ page, meaning },
            metric: metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', 5, {
              QueueName: nameOf(etl.deployment, page),
            }),
            ...{ threshold: 0, periods: 1, ...over },
          } as const,
        ]
      : [],
  )
}

/** What waits for programs of others. */
function ofFiles({ storage }: Watching): readonly Watched[] {
  const { deployment, files } = storage
  const minutes = deployment.ingest.file_notices?.late_minutes
  if (!files || minutes === undefined) return []
  return [
    {
      page: 'files-late',
      meaning: `a notice of a recording or another file waits for more than ${minutes} minutes`,
      metric: metric('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum', 5, {
        QueueName: nameOf(deployment, 'files'),
      }),
      ...{ threshold: minutes * 60, periods: 1, ...over },
    },
  ]
}

/** Connect itself. */
function ofConnect({ ingest }: Watching): readonly Watched[] {
  return ingest.deployment.instances.flatMap(({ arn, alias }): readonly Watched[] => {
    const of = (MetricGroup: string) => ({ InstanceId: arn.split('/')[1] ?? '', MetricGroup })
    return [
      {
        page: 'calls-throttled',
        of: alias,
        meaning: 'Connect refused calls: too many in a second',
        metric: metric('AWS/Connect', 'ThrottledCalls', 'Sum', 5, of('VoiceCalls')),
        ...{ threshold: 0, periods: 1, ...over },
      },
      {
        page: 'calls-near-quota',
        of: alias,
        meaning: 'concurrent calls reach 80 % of the quota of the instance',
        // A share from 0 to 1, although its unit says percent.
        metric: metric('AWS/Connect', 'ConcurrentCallsPercentage', 'Maximum', 5, of('VoiceCalls')),
        ...{ threshold: 0.8, periods: 2, when: 'at_least', silence: 'good' },
      },
      {
        page: 'recordings-lost',
        of: alias,
        meaning: 'recordings could not be stored',
        metric: metric('AWS/Connect', 'CallRecordingUploadError', 'Sum', 5, of('CallRecordings')),
        ...{ threshold: 0, periods: 1, ...over },
      },
    ]
  })
}

/** `iterator-age-contact-records`: what an alarm is called, after prefix and environment. */
export const alarmName = ({ page, of }: Watched): string => (of === undefined ? page : `${page}-${of}`)

/** Everything that wakes somebody. */
export const watched = (watching: Watching): readonly Watched[] => [
  ...ofIngest(watching),
  ...ofJob(watching),
  ...ofDataSets(watching),
  ...ofLive(watching),
  ...ofDead(watching),
  ...ofFiles(watching),
  ...ofConnect(watching),
]
