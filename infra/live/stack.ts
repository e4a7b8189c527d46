import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { CfnRule } from 'aws-cdk-lib/aws-events'
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis'
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { allow, roleFor, usesKey } from '../access.ts'
import type { HandlerCode } from '../code.ts'
import type { Deployment } from '../config.ts'
import { deadEvents, sentBy } from '../dead-events.ts'
import { handlerConfig } from '../etl/handler-config.ts'
import { Handler } from '../function.ts'
import type { IngestStack } from '../ingest/stack.ts'
import { LAKE, nameOf } from '../names.ts'
import { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'

/** After so long nobody is told of it any more, s. */
const OLDEST_S = 3600

/**
 * Alerts as it happens: a consumer of the streams, its state in one object of the lake, a topic. Apart from the job: it has
 * to answer within seconds, and neither may hold up the other.
 */
export class LiveStack extends Part {
  /** Batches of which some records could not be read. */
  readonly dead: Queue
  /** Contact events, and minutes, that could not be put into the stream. */
  readonly deadEvents: Queue

  constructor(
    scope: Construct,
    deployment: Deployment,
    { storage, ingest }: { readonly storage: StorageStack; readonly ingest: IngestStack },
    code: HandlerCode,
  ) {
    super(scope, 'live', deployment, 'alerts out of the streams, as it happens')
    const { key } = storage
    const topic = new Topic(this, 'Alerts', {
      topicName: nameOf(deployment, 'alerts'),
      ...{ masterKey: key, enforceSSL: true },
    })
    const { emails = [], ...live } = deployment.live ?? {}
    for (const email of emails) topic.addSubscription(new EmailSubscription(email))
    this.deadEvents = deadEvents(this, 'DeadEvents', nameOf(deployment, 'live-events-dead'), key)
    this.dead = new Queue(this, 'Dead', {
      queueName: nameOf(deployment, 'live-dead'),
      ...{ encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) },
    })
    // Contact events say who waits, and the clock that time passes though nothing happens.
    const events = new Stream(this, 'Events', {
      streamName: nameOf(deployment, 'live-events'),
      ...{ streamMode: StreamMode.ON_DEMAND, encryption: StreamEncryption.KMS, encryptionKey: key },
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = roleFor(this, 'RuleRole', 'events.amazonaws.com', [
      allow(['kinesis:PutRecord', 'kinesis:PutRecords'], events.streamArn),
      allow(['kms:GenerateDataKey'], key.keyArn),
    ])
    const targets = [
      {
        ...{ id: 'live', arn: events.streamArn, roleArn: role.roleArn },
        deadLetterConfig: { arn: this.deadEvents.queueArn },
        // What is older tells of no now.
        retryPolicy: { maximumEventAgeInSeconds: OLDEST_S, maximumRetryAttempts: 185 },
      },
    ]
    const contactEvents = new CfnRule(this, 'ContactEvents', {
      description: 'Contact events of the instances of this lake, to the live consumer.',
      eventPattern: {
        source: ['aws.connect'],
        'detail-type': ['Amazon Connect Contact Event'],
        detail: { instanceArn: deployment.instances.map(({ arn }) => arn) },
      },
      targets,
    })
    const clock = new CfnRule(this, 'Clock', {
      ...{ description: 'Time passes.', scheduleExpression: 'rate(1 minute)', targets },
    })
    sentBy(this.deadEvents, contactEvents, clock)
    const streams = [...ingest.streamArns.values(), events.streamArn]
    const config = {
      ...handlerConfig(deployment, key.keyArn),
      live: { ...live, topic_arn: topic.topicArn },
    }
    const { lambda } = new Handler(
      this,
      'Consumer',
      {
        name: 'live',
        description: 'Keeps the live state, and tells of what its rules say.',
        // Not traced: with a call every two seconds each would be in the sample, and cost more than the function.
        ...{ memory_mb: 512, timeout_s: 60 },
        environment: { CONNECT_LAKE_CONFIG: this.toJsonString(config) },
        allowed: [
          allow(
            [
              // Lambda asks for it when it begins to read, in the name of the function.
              'kinesis:DescribeStream',
              'kinesis:DescribeStreamSummary',
              'kinesis:GetShardIterator',
              'kinesis:GetRecords',
              'kinesis:ListShards',
            ],
            ...streams,
          ),
          allow(['s3:GetObject', 's3:PutObject'], storage.lake.arnForObjects(`${LAKE}/_live/state.json`)),
          // Without it S3 says of what is not there yet that it is forbidden.
          allow(['s3:ListBucket'], storage.lake.bucketArn),
          usesKey(key.keyArn),
          ...(ingest.foreignKeys.length > 0 ? [allow(['kms:Decrypt'], ...ingest.foreignKeys)] : []),
          allow(['sns:Publish'], topic.topicArn),
          allow(['sqs:SendMessage'], this.dead.queueArn),
        ],
      },
      code,
    )
    for (const [n, eventSourceArn] of streams.entries())
      new CfnEventSourceMapping(this, `From-${[...ingest.streamArns.keys()][n] ?? 'events'}`, {
        ...{ eventSourceArn, functionName: lambda.functionArn, startingPosition: 'LATEST' },
        ...{ batchSize: 500, maximumBatchingWindowInSeconds: 2, parallelizationFactor: 1 },
        // What is damaged is halved out of its batch, tried again and set aside; the stream goes on.
        ...{ bisectBatchOnFunctionError: true, functionResponseTypes: ['ReportBatchItemFailures'] },
        ...{ maximumRetryAttempts: 5, maximumRecordAgeInSeconds: OLDEST_S },
        destinationConfig: { onFailure: { destination: this.dead.queueArn } },
      })
  }
}
