import { describe, expect, test } from 'vitest'
import { placesOf } from '../../infra/ingest/sources.ts'
import { deploymentFor, type files } from './deployments.ts'
import { ofType, templates } from './templates.ts'

/** What `doctor` takes for the places of a deployment is what its templates tell the instances. */
describe.each<keyof typeof files>(['smallest', 'everything', 'twoInstances'])('the deployment %s', name => {
  const { ingest, storage } = templates(name)
  const told = placesOf(deploymentFor(name)).filter(({ is_told }) => is_told)
  const associations = ofType(ingest, 'Custom::ConnectStorage').map(({ Properties }) => Properties)

  test('each instance is told of each place, and of no other', () => {
    const types = (list: readonly { readonly storage_type: string }[]) => list.map(each => each.storage_type)
    const { instances } = deploymentFor(name)
    for (const { arn } of instances)
      expect(
        associations.filter(({ InstanceArn }) => InstanceArn === arn).map(({ StorageType }) => StorageType),
      ).toEqual(types(told))
    expect(associations).toHaveLength(told.length * instances.length)
  })

  test('streams, deliveries and buckets have these names', () => {
    const named = [
      ...ofType(ingest, 'AWS::Kinesis::Stream').map(({ Properties }) => Properties.Name),
      ...ofType(ingest, 'AWS::KinesisFirehose::DeliveryStream').map(
        ({ Properties }) => Properties.DeliveryStreamName,
      ),
      ...ofType(storage, 'AWS::S3::Bucket').map(({ Properties }) => Properties.BucketName),
    ]
    for (const { place, storage_type } of told) {
      if (storage_type === 'MEDIA_STREAMS') continue
      expect(named, place).toContain(
        place.replace(/^s3:\/\//, '').split('/')[place.startsWith('s3:') ? 0 : 1],
      )
    }
  })
})
