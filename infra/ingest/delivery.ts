import { RemovalPolicy } from 'aws-cdk-lib'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose'
import { LogGroup, LogStream, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { allow, delivers, roleFor } from '../access.ts'
import { FAILED, nameOf } from '../names.ts'
import type { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'
import { deliveryName, folderOf, type Source } from './sources.ts'

/**
 * The folders of arrival, as `schema/arrival-prefix.ts` reads them: so a run lists only what can be new. `yyyy`, for `YYYY`
 * is the year of the week.
 */
export const ARRIVAL =
  'year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/'
/** Firehose asks for the kind of error where the prefix has expressions. */
const ERRORS = `!{firehose:error-output-type}/${ARRIVAL}`

/** A line break behind each record: Athena reads the table `raw` line by line, and would see the first record only. */
const LINES: CfnDeliveryStream.ProcessingConfigurationProperty = {
  enabled: true,
  processors: [
    {
      type: 'AppendDelimiterToRecord',
      // As two characters: Firehose reads the escape.
      parameters: [{ parameterName: 'Delimiter', parameterValue: '\\n' }],
    },
  ],
}

/** May read a stream, as Firehose does. */
const readsStream = (streamArn: string, keyArn: string | undefined) => [
  allow(
    ['kinesis:DescribeStream', 'kinesis:GetShardIterator', 'kinesis:GetRecords', 'kinesis:ListShards'],
    streamArn,
  ),
  ...(keyArn === undefined ? [] : [allow(['kms:Decrypt'], keyArn)]),
]

/** What Firehose takes records from: a stream, and its key, but where that is one of AWS. */
export interface FromStream {
  readonly streamArn: string
  readonly keyArn?: string
}

/** A delivery stream that puts one source into the raw bucket, and its role. */
export class Delivery {
  readonly stream: CfnDeliveryStream
  readonly role: IRole

  constructor(part: Part, scope: Construct, source: Source, storage: StorageStack, from?: FromStream) {
    const { deployment } = part
    const folder = folderOf(source)
    const failed = `${FAILED}/${source.name}/`
    const log = new LogGroup(scope, 'Log', {
      // Its words name streams and buckets; records that failed lie in the bucket.
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const errors = new LogStream(scope, 'Errors', { logGroup: log, removalPolicy: RemovalPolicy.DESTROY })
    this.role = roleFor(scope, 'Role', 'firehose.amazonaws.com', [
      ...delivers(storage.raw, folder, failed),
      allow(['logs:PutLogEvents'], part.arn('logs', `log-group:${log.logGroupName}:log-stream:*`)),
      ...(from ? readsStream(from.streamArn, from.keyArn) : []),
    ])
    this.stream = new CfnDeliveryStream(scope, 'Stream', {
      deliveryStreamName: nameOf(deployment, deliveryName(source)),
      ...(from
        ? {
            deliveryStreamType: 'KinesisStreamAsSource',
            kinesisStreamSourceConfiguration: {
              kinesisStreamArn: from.streamArn,
              roleArn: this.role.roleArn,
            },
          }
        : {
            deliveryStreamType: 'DirectPut',
            deliveryStreamEncryptionConfigurationInput: {
              ...{ keyType: 'CUSTOMER_MANAGED_CMK', keyArn: storage.key.keyArn },
            },
          }),
      extendedS3DestinationConfiguration: {
        bucketArn: storage.raw.bucketArn,
        roleArn: this.role.roleArn,
        prefix: `${folder}${ARRIVAL}`,
        errorOutputPrefix: `${failed}${ERRORS}`,
        bufferingHints: {
          sizeInMBs: deployment.ingest.buffer_mb,
          intervalInSeconds: deployment.ingest.buffer_s,
        },
        compressionFormat: source.is_zipped ? 'UNCOMPRESSED' : 'GZIP',
        // What a service has zipped would be broken by it.
        ...(!source.is_zipped && { processingConfiguration: LINES }),
        encryptionConfiguration: { kmsEncryptionConfig: { awskmsKeyArn: storage.key.keyArn } },
        cloudWatchLoggingOptions: {
          ...{ enabled: true, logGroupName: log.logGroupName, logStreamName: errors.logStreamName },
        },
      },
    })
  }
}
