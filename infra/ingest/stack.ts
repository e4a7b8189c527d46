import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { CfnMetricStream } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnRule } from 'aws-cdk-lib/aws-events'
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis'
import { CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { allow, roleFor, usesKey } from '../access.ts'
import type { HandlerCode } from '../code.ts'
import type { Deployment } from '../config.ts'
import { deadEvents, sentBy } from '../dead-events.ts'
import { bucketName, nameOf } from '../names.ts'
import { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'
import { Associations, type Wanted } from './associations.ts'
import { Delivery, type FromStream } from './delivery.ts'
import {
  deliveryName,
  flowLogFilter,
  flowLogGroup,
  keptFiles,
  MEDIA_HOURS,
  mediaPrefix,
  type Source,
  sourcesOf,
} from './sources.ts'

/**
 * What brings records from Connect into the raw bucket: streams, deliveries, rules, and what tells the instances of them.
 * Apart from the storage, so that it can be made anew without touching data; apart from the job, which can stand still
 * while records go on to arrive.
 */
export class IngestStack extends Part {
  /** Streams of ours, by source. */
  readonly streams = new Map<Source['name'], Stream>()
  /** ARNs of all streams, those that were there already too. */
  readonly streamArns = new Map<Source['name'], string>()
  /** ARNs of the keys of those that were there already. */
  readonly foreignKeys: string[] = []
  readonly deliveries = new Map<Source['name'], Delivery>()
  /** Contact events that could not be delivered. */
  readonly deadEvents: Queue | undefined

  constructor(scope: Construct, deployment: Deployment, storage: StorageStack, code: HandlerCode) {
    super(scope, 'ingest', deployment, 'what Connect delivers, into the raw bucket')
    const wanted: Wanted[] = []
    for (const source of sourcesOf(deployment)) {
      const at = new Construct(this, deliveryName(source))
      const from = this.#streamOf(at, source, storage)
      const delivery = new Delivery(this, at, source, storage, from)
      this.deliveries.set(source.name, delivery)
      if (source.storage_type && typeof source.from === 'string')
        wanted.push({
          storage_type: source.storage_type,
          target: from
            ? { kind: 'KINESIS_STREAM', arn: from.streamArn }
            : { kind: 'KINESIS_FIREHOSE', arn: delivery.stream.attrArn },
        })
      // What fills it has to wait for who may.
      if (source.name === 'contact-events') this.deadEvents = this.#contactEvents(at, delivery, storage)
      if (source.name === 'flow-logs') this.#flowLogs(at, delivery, storage)
      if (source.name === 'metrics') this.#metrics(at, delivery, storage)
    }
    new Associations(this, 'Associations', [...wanted, ...this.#kept()], storage, code)
  }

  /** Recordings, reports and media, where the deployment keeps them. */
  #kept(): readonly Wanted[] {
    const { ingest } = this.deployment
    // By its name: a bucket that is imported could not be switched off again, for the storage is deployed before this.
    const bucket = bucketName(this.deployment, 'media')
    const files = keptFiles.map(
      ({ storage_type, folder }): Wanted => ({
        storage_type,
        target: { kind: 'S3', bucket, prefix: folder },
      }),
    )
    const media_streams: Wanted = {
      storage_type: 'MEDIA_STREAMS',
      target: { kind: 'KINESIS_VIDEO_STREAM', prefix: mediaPrefix(this.deployment), hours: MEDIA_HOURS },
    }
    return [...(ingest.recordings ? files : []), ...(ingest.media_streams ? [media_streams] : [])]
  }

  /** The stream that a source comes by; undefined for what is put into Firehose itself. */
  #streamOf(at: Construct, source: Source, { key }: StorageStack): FromStream | undefined {
    if (source.from === 'put') return undefined
    if (typeof source.from === 'object') {
      this.streamArns.set(source.name, source.from.stream)
      const { stream, key: keyArn } = source.from
      if (keyArn !== undefined) this.foreignKeys.push(keyArn)
      return { streamArn: stream, ...(keyArn !== undefined && { keyArn }) }
    }
    const { shards, retention_hours } = this.deployment.ingest
    const stream = new Stream(at, 'Kinesis', {
      streamName: nameOf(this.deployment, source.name),
      ...(shards === undefined
        ? { streamMode: StreamMode.ON_DEMAND }
        : { streamMode: StreamMode.PROVISIONED, shardCount: shards }),
      ...{ encryption: StreamEncryption.KMS, encryptionKey: key },
      retentionPeriod: Duration.hours(retention_hours),
      // What is in it was delivered, or lies there as long as its retention, no longer.
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.streams.set(source.name, stream)
    // By its name: who reads it elsewhere does not keep it from being switched off.
    this.streamArns.set(source.name, this.arn('kinesis', `stream/${nameOf(this.deployment, source.name)}`))
    return { streamArn: stream.streamArn, keyArn: key.keyArn }
  }

  #contactEvents(at: Construct, { stream }: Delivery, { key }: StorageStack): Queue {
    const dead = deadEvents(at, 'Dead', nameOf(this.deployment, 'events-dead'), key)
    const role = roleFor(at, 'RuleRole', 'events.amazonaws.com', [
      allow(['firehose:PutRecord', 'firehose:PutRecordBatch'], stream.attrArn),
      usesKey(key.keyArn),
    ])
    const rule = new CfnRule(at, 'Rule', {
      description: 'Contact events of the instances of this lake, into the raw bucket.',
      eventPattern: {
        source: ['aws.connect'],
        'detail-type': ['Amazon Connect Contact Event'],
        detail: { instanceArn: this.deployment.instances.map(({ arn }) => arn) },
      },
      targets: [
        {
          ...{ id: 'raw', arn: stream.attrArn, roleArn: role.roleArn },
          deadLetterConfig: { arn: dead.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
        },
      ],
    })
    sentBy(dead, rule)
    return dead
  }

  #flowLogs(at: Construct, { stream }: Delivery, { key }: StorageStack): void {
    const role = roleFor(at, 'FilterRole', 'logs.amazonaws.com', [
      allow(['firehose:PutRecord', 'firehose:PutRecordBatch'], stream.attrArn),
      usesKey(key.keyArn),
    ])
    for (const { alias } of this.deployment.instances)
      new CfnSubscriptionFilter(at, `Filter-${alias}`, {
        filterName: flowLogFilter(this.deployment).name,
        // Connect makes it when the first flow logs: an instance whose flows do not is refused here.
        logGroupName: flowLogGroup(alias),
        filterPattern: '',
        destinationArn: stream.attrArn,
        roleArn: role.roleArn,
      })
  }

  #metrics(at: Construct, { stream }: Delivery, { key }: StorageStack): void {
    const role = roleFor(at, 'MetricRole', 'streams.metrics.cloudwatch.amazonaws.com', [
      allow(['firehose:PutRecord', 'firehose:PutRecordBatch'], stream.attrArn),
      usesKey(key.keyArn),
    ])
    new CfnMetricStream(at, 'MetricStream', {
      name: nameOf(this.deployment, 'metrics'),
      includeFilters: [{ namespace: 'AWS/Connect' }],
      outputFormat: 'json',
      firehoseArn: stream.attrArn,
      roleArn: role.roleArn,
    })
  }
}
