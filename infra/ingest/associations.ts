import { CustomResource } from 'aws-cdk-lib'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { allow } from '../access.ts'
import type { HandlerCode } from '../code.ts'
import { Handler } from '../function.ts'
import type { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'
import type { StorageType } from './sources.ts'

/** Where an instance is to put what is of a type. */
export type Target =
  | { readonly kind: 'KINESIS_STREAM' | 'KINESIS_FIREHOSE'; readonly arn: string }
  | { readonly kind: 'S3'; readonly bucket: string; readonly prefix: string }
  | { readonly kind: 'KINESIS_VIDEO_STREAM'; readonly prefix: string; readonly hours: number }

export interface Wanted {
  readonly storage_type: StorageType
  readonly target: Target
}

/** What an association asks of its resource, as texts: CloudFormation has no others. */
const properties = ({ target }: Wanted, keyArn: string): Readonly<Record<string, string>> => {
  switch (target.kind) {
    case 'KINESIS_STREAM':
    case 'KINESIS_FIREHOSE':
      return { StorageKind: target.kind, TargetArn: target.arn }
    case 'S3':
      return { StorageKind: 'S3', Bucket: target.bucket, Prefix: target.prefix, KeyArn: keyArn }
    case 'KINESIS_VIDEO_STREAM':
      return {
        ...{ StorageKind: target.kind, Prefix: target.prefix },
        ...{ Hours: String(target.hours), KeyArn: keyArn },
      }
  }
}

/**
 * What was taken over is put back when the deployment goes, and Connect asks its caller for this of where it leads. What it was
 * only Connect knows.
 */
const putsBack = (part: Part): readonly PolicyStatement[] => [
  allow(['s3:GetBucketAcl', 's3:GetBucketLocation'], `arn:${part.partition}:s3:::*`),
  allow(['kinesis:DescribeStream'], part.arn('kinesis', 'stream/*')),
  allow(['firehose:DescribeDeliveryStream'], part.arn('firehose', 'deliverystream/*')),
  allow(['kms:DescribeKey', 'kms:CreateGrant'], part.arn('kms', 'key/*')),
]

/**
 * Tells each instance where to put what. CloudFormation's own resource would do for an empty place; an instance has one for
 * each type, and where it is taken somebody relies on it: ours says by whom, and replaces it with consent only.
 */
export class Associations extends Construct {
  constructor(part: Part, id: string, wanted: readonly Wanted[], { key }: StorageStack, code: HandlerCode) {
    super(part, id)
    if (wanted.length === 0) return
    const { instances, ingest } = part.deployment
    const arns = instances.map(({ arn }) => arn)
    const streams = wanted.flatMap(({ target }) => (target.kind === 'KINESIS_STREAM' ? [target.arn] : []))
    const buckets = wanted.flatMap(({ target }) => (target.kind === 'S3' ? [target.bucket] : []))
    const deliveries = wanted.flatMap(({ target }) =>
      target.kind === 'KINESIS_FIREHOSE' ? [target.arn] : [],
    )
    const ownRole = `arn:${part.partition}:iam::${part.account}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*`
    const { lambda } = new Handler(
      part,
      'Associate',
      {
        name: 'associate',
        description: 'Tells instances of Connect where to put what; replaces nothing without consent.',
        memory_mb: 256,
        timeout_s: 120,
        allowed: [
          allow(
            [
              'connect:ListInstanceStorageConfigs',
              'connect:AssociateInstanceStorageConfig',
              'connect:UpdateInstanceStorageConfig',
              'connect:DisassociateInstanceStorageConfig',
            ],
            ...arns,
          ),
          // What Connect asks of its caller: it extends the role that it has of its own to the target.
          allow(['iam:PutRolePolicy'], ownRole),
          allow(['kms:DescribeKey', 'kms:CreateGrant'], key.keyArn),
          ...(streams.length > 0 ? [allow(['kinesis:DescribeStream'], ...streams)] : []),
          ...(deliveries.length > 0 ? [allow(['firehose:DescribeDeliveryStream'], ...deliveries)] : []),
          ...[...new Set(buckets)].map(name =>
            allow(['s3:GetBucketAcl', 's3:GetBucketLocation'], `arn:${part.partition}:s3:::${name}`),
          ),
          // Connect looks whether the instance has a directory of its own; directories cannot be named here.
          allow(['ds:DescribeDirectories'], '*'),
          ...(ingest.take_over ? putsBack(part) : []),
        ],
      },
      code,
    )
    let before: CustomResource | undefined
    for (const { arn, alias } of instances)
      for (const each of wanted) {
        const made = new CustomResource(this, `${alias}-${each.storage_type}`, {
          serviceToken: lambda.functionArn,
          resourceType: 'Custom::ConnectStorage',
          properties: {
            ...{ InstanceArn: arn, StorageType: each.storage_type, TakeOver: String(ingest.take_over) },
            ...properties(each, key.keyArn),
          },
        })
        // One after the other: Connect takes two of these calls a second.
        if (before) made.node.addDependency(before)
        before = made
      }
  }
}
