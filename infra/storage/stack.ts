import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { allowService, letIn } from '../access.ts'
import type { Deployment } from '../config.ts'
import { ANALYSIS, keptFiles } from '../ingest/sources.ts'
import { keyUses } from '../key-policy.ts'
import { type BucketKind, bucketName, nameOf, RECORDS } from '../names.ts'
import { Part } from '../part.ts'
import { lakeBucket, logBucket, mediaBucket, rawBucket, resultsBucket } from './buckets.ts'

/** Messages that were taken so often and never done are looked at by a person. */
const MOST_RECEIVED = 5
/** Six times what a function may take, as Lambda asks for. */
const VISIBILITY = Duration.minutes(90)

/** Whoever takes a message removes it or leaves it to the next one; nobody else does either. */
const TAKING = ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage']

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
  /** What arrived for the job, where it has small runs. */
  readonly arrivals: Notices | undefined
  /** What was put beside recordings, for programs of others. */
  readonly files: Notices | undefined

  constructor(scope: Construct, deployment: Deployment) {
    super(scope, 'storage', deployment, 'buckets, their key, and notices of what arrives')
    this.key = new Key(this, 'Key', {
      description: `connect-lake ${deployment.environment}: buckets, streams, topics`,
      alias: nameOf(deployment, 'key'),
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    letIn(this.key, keyUses(deployment).storage)
    const logs = logBucket(this, bucketName(deployment, 'logs'))
    const place = { key: this.key, logs, ...deployment.storage }
    this.raw = rawBucket(this, bucketName(deployment, 'raw'), place)
    this.lake = lakeBucket(this, bucketName(deployment, 'lake'), place)
    this.results = resultsBucket(this, bucketName(deployment, 'results'), place)
    // What nobody takes would lie there for four days, and then be missed.
    if (deployment.etl.arrivals)
      this.arrivals = this.#notices('Arrivals', [this.raw, 'raw'], [RECORDS], VISIBILITY)
    const { recordings, file_notices } = deployment.ingest
    if (recordings) this.media = mediaBucket(this, bucketName(deployment, 'media'), place)
    // Connect itself plays recordings and shows reports, and contact records say where they lie: only who asks for it is told.
    if (this.media && file_notices) {
      const folders = [...keptFiles.map(({ folder }) => folder), ANALYSIS]
      const visibility = Duration.seconds(file_notices.visibility_s)
      this.files = this.#notices('Files', [this.media, 'media'], folders, visibility)
      this.#takenBy(this.files.queue, file_notices.readers)
    }
  }

  /** Has a bucket tell a queue what is put into folders of it, whole objects and those that came in parts. */
  #notices(
    id: string,
    [bucket, kind]: readonly [bucket: Bucket, kind: BucketKind],
    folders: readonly string[],
    visibilityTimeout: Duration,
  ): Notices {
    const encryption = QueueEncryption.SQS_MANAGED
    const name = nameOf(this.deployment, id.toLowerCase())
    const dead = new Queue(this, `${id}Dead`, {
      queueName: `${name}-dead`,
      encryption,
      enforceSSL: true,
      // A message that is set aside is as old as it was: it has to be kept for longer here than there.
      retentionPeriod: Duration.days(14),
    })
    const queue = new Queue(this, id, {
      queueName: name,
      ...{ encryption, enforceSSL: true, visibilityTimeout, retentionPeriod: Duration.days(4) },
      deadLetterQueue: { queue: dead, maxReceiveCount: MOST_RECEIVED },
    })
    // By its name: the bucket waits for the queue, which so cannot wait for the bucket.
    const bucketArn = `arn:${this.partition}:s3:::${bucketName(this.deployment, kind)}`
    const sends = allowService('s3.amazonaws.com', ['sqs:SendMessage'], queue.queueArn, bucketArn)
    // ARNs of buckets say nothing of their account, and a name that is given up is anybody's.
    sends.addCondition('StringEquals', { 'aws:SourceAccount': this.account })
    queue.addToResourcePolicy(sends)
    const told = bucket.node.defaultChild as CfnBucket
    told.notificationConfiguration = {
      queueConfigurations: folders.flatMap(folder =>
        ['s3:ObjectCreated:Put', 's3:ObjectCreated:CompleteMultipartUpload'].map(event => ({
          ...{ event, queue: queue.queueArn },
          filter: { s3Key: { rules: [{ name: 'prefix', value: `${folder}/` }] } },
        })),
      ),
    }
    // S3 tries the queue when it is told of it.
    const policy = queue.node.findChild('Policy').node.defaultChild
    if (policy) told.node.addDependency(policy)
    return { queue, dead }
  }

  /**
   * Lets some roles take the messages of a queue, and nobody else, whatever their policies say: a notice that another took is
   * lost. By conditions: as principals roles would have to be there, and one that is made anew would be another.
   */
  #takenBy(queue: Queue, readers: readonly string[]): void {
    const of = { principals: [new AnyPrincipal()], actions: TAKING, resources: [queue.queueArn] }
    const readersOnly = { 'aws:PrincipalArn': [...readers] }
    queue.addToResourcePolicy(new PolicyStatement({ ...of, conditions: { ArnEquals: readersOnly } }))
    queue.addToResourcePolicy(
      new PolicyStatement({ ...of, effect: Effect.DENY, conditions: { ArnNotEquals: readersOnly } }),
    )
  }
}
