import { Match } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { deploymentOf } from '../../../infra/config.ts'
import { everything, smallest } from '../deployments.ts'
import { every, ofType, resourcesOf, templates, templatesOf } from '../templates.ts'

test('every bucket is closed, encrypted, and stays; only logs have the key of S3', () => {
  for (const { storage } of every())
    for (const { Properties, DeletionPolicy } of ofType(storage, 'AWS::S3::Bucket')) {
      // But for what a deployment made that failed before it was through.
      expect(DeletionPolicy).toBe('RetainExceptOnCreate')
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true])
      const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration
      const { SSEAlgorithm } = rule.ServerSideEncryptionByDefault
      expect(SSEAlgorithm).toBe(/-logs-/.test(Properties.BucketName) ? 'AES256' : 'aws:kms')
    }
})

test('every bucket refuses what is not sent over TLS', () => {
  for (const { storage } of every()) {
    const policies = ofType(storage, 'AWS::S3::BucketPolicy')
    expect(policies).toHaveLength(ofType(storage, 'AWS::S3::Bucket').length)
    for (const { Properties } of policies)
      expect(Properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      )
  }
})

test('what is removed of raw objects and of the lake can be had back', () => {
  for (const kind of ['raw', 'lake'])
    templates('smallest').storage.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: `connect-lake-dev-${kind}-123456789012-eu-west-2`,
      VersioningConfiguration: { Status: 'Enabled' },
    })
})

test('raw objects move to infrequent access as it is said, or never', () => {
  const rules = (raw_infrequent_after_days: number | string) => {
    const storage = { raw_infrequent_after_days, raw_expire_days: 365 }
    const made = templatesOf(deploymentOf({ ...smallest, storage }, 'x')).storage
    const { Properties } =
      ofType(made, 'AWS::S3::Bucket').find(each => /-raw-/.test(each.Properties.BucketName)) ?? {}
    return Properties.LifecycleConfiguration.Rules
  }
  expect(rules(30)).toContainEqual(
    expect.objectContaining({ Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 30 }] }),
  )
  const never = rules('never')
  expect(never).not.toContainEqual(expect.objectContaining({ Transitions: expect.anything() }))
  expect(never).toContainEqual(expect.objectContaining({ ExpirationInDays: 365 }))
})

test('the key turns, and stays', () => {
  templates('smallest').storage.hasResource('AWS::KMS::Key', {
    Properties: { EnableKeyRotation: true },
    DeletionPolicy: 'RetainExceptOnCreate',
  })
})

test('what arrives is told, of records only; a notice that nobody can act on is set aside', () => {
  const { storage, watch } = templates('everything')
  storage.hasResourceProperties('AWS::S3::Bucket', {
    NotificationConfiguration: {
      QueueConfigurations: [
        Match.objectLike({
          Event: 's3:ObjectCreated:Put',
          Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'records/' }] } },
        }),
        Match.objectLike({ Event: 's3:ObjectCreated:CompleteMultipartUpload' }),
      ],
    },
  })
  storage.hasResourceProperties('AWS::SQS::Queue', {
    ...{ QueueName: 'connect-lake-prod-arrivals', VisibilityTimeout: 5400 },
    RedrivePolicy: { maxReceiveCount: 5 },
  })
  watch.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'connect-lake-prod-arrivals-dead' })
})

test('without small runs nobody is told of arrivals: there is no queue, and no alarm', () => {
  const { storage, watch } = templates('smallest')
  expect(ofType(storage, 'AWS::SQS::Queue')).toEqual([])
  for (const { Properties } of ofType(storage, 'AWS::S3::Bucket'))
    expect(Properties.NotificationConfiguration).toBeUndefined()
  expect(JSON.stringify(watch.toJSON())).not.toContain('arrivals-dead')
  // The bucket is told of the queue when S3 may send to it.
  const [, raw] = resourcesOf(templates('everything').storage).find(([id]) => /^Raw[0-9A-F]+$/.test(id)) ?? []
  expect(raw?.DependsOn).toEqual([expect.stringMatching(/^ArrivalsPolicy/)])
})

/** The parts of a policy of a queue that are no general refusal of what comes in clear. */
const statementsOf = (queue: RegExp): readonly Record<string, unknown>[] =>
  ofType(templates('everything').storage, 'AWS::SQS::QueuePolicy')
    .filter(({ Properties }) => queue.test(JSON.stringify(Properties.Queues)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Condition }) => Condition?.Bool === undefined)

test('whoever is named is told of recordings, transcripts, reports and files of Contact Lens, whole or in parts', () => {
  const { storage } = templates('everything')
  storage.hasResourceProperties('AWS::S3::Bucket', {
    BucketName: 'connect-lake-prod-media-123456789012-eu-west-2',
    VersioningConfiguration: { Status: 'Enabled' },
  })
  const [media] = ofType(storage, 'AWS::S3::Bucket').filter(({ Properties }) =>
    /-media-/.test(Properties.BucketName),
  )
  const told = media?.Properties.NotificationConfiguration.QueueConfigurations.map(
    ({ Event, Filter }: { Event: string; Filter: { S3Key: { Rules: { Value: string }[] } } }) =>
      `${Event} ${Filter.S3Key.Rules[0]?.Value}`,
  )
  expect(told.sort()).toEqual(
    ['Analysis/', 'recordings/', 'reports/', 'transcripts/']
      .flatMap((folder, at, all) => [
        `s3:ObjectCreated:CompleteMultipartUpload ${folder}`,
        `s3:ObjectCreated:Put ${all[at]}`,
      ])
      .sort(),
  )
  storage.hasResourceProperties('AWS::SQS::Queue', {
    ...{ QueueName: 'connect-lake-prod-files', SqsManagedSseEnabled: true, VisibilityTimeout: 900 },
    RedrivePolicy: { maxReceiveCount: 5 },
  })
})

test('S3 sends notices of one bucket of this account; the roles that are named take those of files, and nobody else', () => {
  const [sends, takes, refused, ...more] = statementsOf(/Files[0-9A-F]/)
  expect(more).toEqual([])
  expect(sends).toMatchObject({
    ...{ Effect: 'Allow', Action: 'sqs:SendMessage', Principal: { Service: 's3.amazonaws.com' } },
    Condition: {
      ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::connect-lake-prod-media-123456789012-eu-west-2' },
      StringEquals: { 'aws:SourceAccount': '123456789012' },
    },
  })
  const Action = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage']
  const reader = 'arn:aws:iam::123456789012:role/transcripts'
  expect(takes).toMatchObject({
    ...{ Effect: 'Allow', Action, Principal: { AWS: '*' } },
    Condition: { ArnEquals: { 'aws:PrincipalArn': [reader] } },
  })
  expect(refused).toMatchObject({
    ...{ Effect: 'Deny', Action, Principal: { AWS: '*' } },
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': [reader] } },
  })
  expect(statementsOf(/FilesDead/)).toEqual([])
})

test('of recordings nobody is told without being asked for', () => {
  const {
    ingest: { file_notices: _, ...ingest },
    ...file
  } = everything
  const { storage } = templatesOf(deploymentOf({ ...file, ingest }, 'untold'))
  storage.hasResourceProperties('AWS::S3::Bucket', {
    BucketName: 'connect-lake-prod-media-123456789012-eu-west-2',
    NotificationConfiguration: Match.absent(),
  })
  // Those of arrivals, and the one behind it.
  expect(ofType(storage, 'AWS::SQS::Queue')).toHaveLength(2)
})
