import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { allowService } from '../access.ts'
import type { Deployment } from '../config.ts'
import { encryptsEvents } from '../dead-events.ts'
import { bucketName, nameOf, RECORDS } from '../names.ts'
import { Part } from '../part.ts'
import { lakeBucket, logBucket, mediaBucket, rawBucket, resultsBucket } from './buckets.ts'

/** Messages that were taken so often and never done are looked at by a person. */
const MOST_RECEIVED = 5
/** Six times what a function may take, as Lambda asks for. */
const VISIBILITY = Duration.minutes(90)

/** A queue of notices about objects of a bucket, and the queue behind it of those that nobody could act on. */
export interface Notices {
  readonly queue: Queue
  readonly dead: Queue
}

/**
 * What outlives everything else: the key, the buckets, and the notices that belong to them. Destroying a deployment leaves
 * it, for nobody gets contacts back from Connect. All other stacks can be made again.
 */
export class StorageStack extends Part {
  readonly key: Key
  readonly raw: Bucket
  readonly lake: Bucket
  readonly results: Bucket
  /** Recordings, transcripts and reports, where they are kept here. */
  readonly media: Bucket | undefined
  /** What arrived for the job. */
  readonly arrivals: Notices

  constructor(scope: Construct, deployment: Deployment) {
    super(scope, 'storage', deployment, 'buckets, their key, and notices of what arrives')
    this.key = new Key(this, 'Key', {
      description: `connect-lake ${deployment.environment}: buckets, streams, topics`,
      alias: nameOf(deployment, 'key'),
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    if (deployment.ingest.contact_events || deployment.live) encryptsEvents(this, this.key)
    this.#encryptsForConnect()
    const logs = logBucket(this, bucketName(deployment, 'logs'))
    const place = { key: this.key, logs, ...deployment.storage }
    this.raw = rawBucket(this, bucketName(deployment, 'raw'), place)
    this.lake = lakeBucket(this, bucketName(deployment, 'lake'), place)
    this.results = resultsBucket(this, bucketName(deployment, 'results'), place)
    this.arrivals = this.#notices('Arrivals', this.raw, bucketName(deployment, 'raw'))
    // Of these nobody is told: Connect itself plays recordings and shows reports, and contact records say where they lie.
    if (deployment.ingest.recordings) this.media = mediaBucket(this, bucketName(deployment, 'media'), place)
  }

  /**
   * Connect writes into streams as a role of its own in this account, which nobody can give a policy: without this it puts
   * nothing into them, and says so to nobody.
   */
  #encryptsForConnect(): void {
    const roles = `role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*`
    this.key.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [new AnyPrincipal()],
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'kms:CallerAccount': this.account },
          ArnLike: { 'aws:PrincipalArn': `arn:${this.partition}:iam::${this.account}:${roles}` },
        },
      }),
    )
  }

  /** Has a bucket tell a queue which records are put into it, whole objects and those that came in parts. */
  #notices(id: string, bucket: Bucket, name: string): Notices {
    const encryption = QueueEncryption.SQS_MANAGED
    const dead = new Queue(this, `${id}Dead`, {
      queueName: nameOf(this.deployment, `${id.toLowerCase()}-dead`),
      encryption,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    const queue = new Queue(this, id, {
      ...{ encryption, enforceSSL: true, visibilityTimeout: VISIBILITY, retentionPeriod: Duration.days(4) },
      deadLetterQueue: { queue: dead, maxReceiveCount: MOST_RECEIVED },
    })
    // By its name: the bucket waits for the queue, which so cannot wait for the bucket.
    const bucketArn = `arn:${this.partition}:s3:::${name}`
    queue.addToResourcePolicy(
      allowService('s3.amazonaws.com', ['sqs:SendMessage'], queue.queueArn, bucketArn),
    )
    const told = bucket.node.defaultChild as CfnBucket
    told.notificationConfiguration = {
      queueConfigurations: ['s3:ObjectCreated:Put', 's3:ObjectCreated:CompleteMultipartUpload'].map(
        event => ({
          ...{ event, queue: queue.queueArn },
          filter: { s3Key: { rules: [{ name: 'prefix', value: `${RECORDS}/` }] } },
        }),
      ),
    }
    // S3 tries the queue when it is told of it.
    const policy = queue.node.findChild('Policy').node.defaultChild
    if (policy) told.node.addDependency(policy)
    return { queue, dead }
  }
}
