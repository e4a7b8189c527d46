import { Stack } from 'aws-cdk-lib'
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { KeyUse } from './key-policy.ts'

/** What a role may do: actions by their names, none with a star, on resources. */
export const allow = (actions: readonly string[], ...resources: string[]): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources })

/** What a service may do to a resource that has a policy of its own, for one thing of this account only. */
export const allowService = (
  service: string,
  actions: readonly string[],
  resource: string,
  sourceArn: string,
): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.ALLOW,
    principals: [new ServicePrincipal(service)],
    actions: [...actions],
    resources: [resource],
    conditions: { ArnEquals: { 'aws:SourceArn': sourceArn } },
  })

/**
 * May use a key for what it encrypts. Who writes into a stream needs it as much as who writes objects: Kinesis and Firehose use
 * the key in the writer's name.
 */
export const usesKey = (keyArn: string): PolicyStatement =>
  allow(['kms:Decrypt', 'kms:GenerateDataKey'], keyArn)

/** Has the policy of a key let in who has to be; the account is in it already. */
export function letIn(key: Key, uses: readonly KeyUse[] = []): void {
  for (const { statement } of uses)
    if (!statement.Action.includes('kms:*')) key.addToResourcePolicy(PolicyStatement.fromJson(statement))
}

/** Services that say for whom they take a role. Lambda does not: a role with the condition could never be taken. */
const SAYING = new Set(['firehose', 'events', 'logs', 'states', 'scheduler', 'ecs-tasks'])

/** A role that one service takes, for this account only where the service says so. */
export function roleFor(
  scope: Construct,
  id: string,
  service: string,
  statements: readonly PolicyStatement[],
): Role {
  const conditions = SAYING.has(service.split('.')[0] ?? '')
    ? { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } } }
    : {}
  return new Role(scope, id, {
    assumedBy: new ServicePrincipal(service, conditions),
    // Inline, so that it is there as soon as the role is: what takes the role may be checked at once.
    inlinePolicies: { allowed: new PolicyDocument({ statements: [...statements] }) },
  })
}

const KEY = (bucket: Bucket): string => bucket.encryptionKey?.keyArn ?? ''

/** May read what lies under a prefix, and list it. */
export const readsFrom = (bucket: Bucket, prefix: string): readonly PolicyStatement[] => [
  allow(['s3:ListBucket'], bucket.bucketArn),
  allow(['s3:GetObject'], bucket.arnForObjects(`${prefix}*`)),
  allow(['kms:Decrypt'], KEY(bucket)),
]

/** May read, write and remove what lies under a prefix. */
export const writesTo = (bucket: Bucket, prefix: string): readonly PolicyStatement[] => [
  allow(['s3:ListBucket'], bucket.bucketArn),
  allow(
    ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
    bucket.arnForObjects(`${prefix}*`),
  ),
  usesKey(KEY(bucket)),
]

/** May put objects under prefixes, as Firehose does. */
export const delivers = (bucket: Bucket, ...prefixes: string[]): readonly PolicyStatement[] => [
  allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], bucket.bucketArn),
  allow(
    ['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload'],
    ...prefixes.map(each => bucket.arnForObjects(`${each}*`)),
  ),
  usesKey(KEY(bucket)),
]
