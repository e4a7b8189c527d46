import { Match } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { every, ofType, templates } from '../templates.ts'

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

test('the key turns, and stays', () => {
  templates('smallest').storage.hasResource('AWS::KMS::Key', {
    Properties: { EnableKeyRotation: true },
    DeletionPolicy: 'RetainExceptOnCreate',
  })
})

test('what arrives is told, of records only; a notice that nobody can act on is set aside', () => {
  templates('smallest').storage.hasResourceProperties('AWS::S3::Bucket', {
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
  templates('smallest').storage.hasResourceProperties('AWS::SQS::Queue', {
    RedrivePolicy: { maxReceiveCount: 5 },
    VisibilityTimeout: 5400,
  })
})

test('recordings, transcripts and reports are kept, and nobody is told of them: there is nobody who would read it', () => {
  const { storage } = templates('everything')
  storage.hasResourceProperties('AWS::S3::Bucket', {
    BucketName: 'connect-lake-prod-media-123456789012-eu-west-2',
    NotificationConfiguration: Match.absent(),
    VersioningConfiguration: { Status: 'Enabled' },
  })
  // Those of arrivals, and the one behind it.
  expect(ofType(storage, 'AWS::SQS::Queue')).toHaveLength(2)
})
