import {
  AssociateInstanceStorageConfigCommand,
  ConnectClient,
  DisassociateInstanceStorageConfigCommand,
  type InstanceStorageConfig,
  ListInstanceStorageConfigsCommand,
  UpdateInstanceStorageConfigCommand,
} from '@aws-sdk/client-connect'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ResourceEvent } from '../../infra/handlers/answer.ts'
import { type AssociationProperties, associate, connectClient } from '../../infra/handlers/association.ts'

const connect = mockClient(ConnectClient)
const ours = 'arn:aws:kinesis:eu-west-2:123456789012:stream/ours'
const theirs = 'arn:aws:kinesis:eu-west-2:123456789012:stream/theirs'

const event = (
  RequestType: 'Create' | 'Update' | 'Delete',
  properties: Partial<AssociationProperties> = {},
  PhysicalResourceId?: string,
): ResourceEvent<AssociationProperties> => ({
  ...{ RequestType, ResponseURL: '', StackId: '', RequestId: '', LogicalResourceId: '' },
  ...(PhysicalResourceId !== undefined && { PhysicalResourceId }),
  ResourceProperties: {
    InstanceArn: 'arn:aws:connect:eu-west-2:123456789012:instance/i',
    StorageType: 'CONTACT_TRACE_RECORDS',
    StorageKind: 'KINESIS_STREAM',
    TakeOver: 'false',
    TargetArn: ours,
    ...properties,
  },
})

const there = (StreamArn?: string): void => {
  const config = {
    AssociationId: 'a1',
    StorageType: 'KINESIS_STREAM' as const,
    KinesisStreamConfig: { StreamArn },
  }
  connect.on(ListInstanceStorageConfigsCommand).resolves({ StorageConfigs: StreamArn ? [config] : [] })
}
const act = (of: ResourceEvent<AssociationProperties>) =>
  associate(new ConnectClient({ region: 'eu-west-2' }), of)
const written = () =>
  connect.calls().filter(({ args: [command] }) => !/^List/.test(command.constructor.name)).length

beforeEach(() => {
  connect.reset()
  connect.on(AssociateInstanceStorageConfigCommand).resolves({ AssociationId: 'a2' })
  connect.on(UpdateInstanceStorageConfigCommand).resolves({})
  connect.on(DisassociateInstanceStorageConfigCommand).resolves({})
})

test('a call that is throttled is made again as often as any of ours', async () => {
  const { maxAttempts, retryMode } = connectClient().config
  expect(await maxAttempts()).toBe(8)
  expect(typeof retryMode === 'function' ? await retryMode() : retryMode).toBe('standard')
})

describe('creation', () => {
  test('associates what is free, and remembers that it did', async () => {
    there()
    expect(await act(event('Create'))).toMatchObject({ id: 'made/a2' })
    expect(connect.commandCalls(AssociateInstanceStorageConfigCommand)[0]?.args[0].input).toMatchObject({
      StorageConfig: { StorageType: 'KINESIS_STREAM', KinesisStreamConfig: { StreamArn: ours } },
    })
  })

  test('of what is taken says by whom, and changes nothing', async () => {
    there(theirs)
    await expect(act(event('Create'))).rejects.toThrow(/stream\/theirs.*ingest\.take_over/)
    expect(written()).toBe(0)
  })

  test('replaces what is taken with consent', async () => {
    there(theirs)
    expect(await act(event('Create', { TakeOver: 'true' }))).toMatchObject({
      id: `made/a1?stream=${encodeURIComponent(theirs)}`,
      said: `CONTACT_TRACE_RECORDS of ${event('Create').ResourceProperties.InstanceArn} led to ${theirs}, and was replaced`,
    })
    expect(connect.commandCalls(UpdateInstanceStorageConfigCommand)).toHaveLength(1)
  })

  test('of what leads there already leaves it, and does not call it its own', async () => {
    there(ours)
    expect(await act(event('Create'))).toMatchObject({ id: 'found/a1' })
    expect(written()).toBe(0)
  })
})

describe('deletion', () => {
  test.each([
    ['what was found stays', ours, 'found/a1', 0],
    ['what was never made is left', theirs, 'not-made', 0],
    ['what leads elsewhere by now stays', theirs, 'made/a1', 0],
    ['what is gone already is no error', undefined, 'made/a1', 0],
    ['what was made is taken away', ours, 'made/a1', 1],
    ['what was made anew since stays, when the one before is cleared away', ours, 'made/a0', 0],
  ])('%s', async (_, stream, id, calls) => {
    there(stream)
    await act(event('Delete', {}, id))
    expect(connect.commandCalls(DisassociateInstanceStorageConfigCommand)).toHaveLength(calls)
    expect(written()).toBe(calls)
  })
})

describe('an update to another place', () => {
  const next = 'arn:aws:firehose:eu-west-2:123456789012:deliverystream/next'
  const update = (id: string, more: Partial<AssociationProperties> = {}) => {
    const to = { StorageKind: 'KINESIS_FIREHOSE' as const, TargetArn: next, ...more }
    return { ...event('Update', to, id), OldResourceProperties: event('Update').ResourceProperties }
  }

  test('of what leads where we led it needs no consent', async () => {
    there(ours)
    expect(await act(update('made/a1'))).toMatchObject({ id: 'made/a1' })
    const [call] = connect.commandCalls(UpdateInstanceStorageConfigCommand)
    expect(call?.args[0].input).toMatchObject({
      AssociationId: 'a1',
      StorageConfig: { KinesisFirehoseConfig: { FirehoseArn: next } },
    })
  })

  test.each([
    // Under the id that it has: CloudFormation would take away the association under another.
    ['somebody has led elsewhere since', theirs, 'made/a1', 'made/a1'],
    ['somebody has made anew since', ours, 'made/a0', `made/a1?stream=${encodeURIComponent(ours)}`],
    ['was there before us', ours, 'found/a1', `made/a1?stream=${encodeURIComponent(ours)}`],
  ])('of what %s is refused, and done with consent', async (_, stream, id, then) => {
    there(stream)
    await expect(act(update(id))).rejects.toThrow(/leads to .*ingest\.take_over/)
    expect(written()).toBe(0)
    expect(await act(update(id, { TakeOver: 'true' }))).toMatchObject({ id: then })
    expect(written()).toBe(1)
  })
})

describe('what was taken over', () => {
  const recordings: Partial<AssociationProperties> = {
    ...{ StorageType: 'CALL_RECORDINGS', StorageKind: 'S3', TakeOver: 'true' },
    ...{ Bucket: 'ours', Prefix: 'recordings', KeyArn: 'arn:aws:kms:eu-west-2:123456789012:key/ours' },
  }
  const EncryptionConfig = {
    ...{ EncryptionType: 'KMS' as const, KeyId: 'arn:aws:kms:eu-west-2:123456789012:key/theirs' },
  }
  const s3 = (BucketPrefix: string, encrypted = true): InstanceStorageConfig => ({
    StorageType: 'S3',
    S3Config: { BucketName: 'theirs', BucketPrefix, ...(encrypted && { EncryptionConfig }) },
  })
  const arn = 'arn:aws:firehose:eu-west-2:123456789012:deliverystream/theirs'
  /** Connect, as it keeps one association, and refuses what a test has it refuse. */
  function keeps(config: InstanceStorageConfig, refuses = (_: InstanceStorageConfig) => false) {
    let kept: InstanceStorageConfig | undefined = { ...config, AssociationId: 'a1' }
    connect.on(ListInstanceStorageConfigsCommand).callsFake(() => ({ StorageConfigs: kept ? [kept] : [] }))
    connect.on(UpdateInstanceStorageConfigCommand).callsFake(({ AssociationId, StorageConfig }) => {
      if (AssociationId !== kept?.AssociationId) throw new Error('there is no such association')
      if (refuses(StorageConfig)) throw new Error('The bucket does not exist')
      kept = { ...StorageConfig, AssociationId }
      return {}
    })
    connect.on(DisassociateInstanceStorageConfigCommand).callsFake(({ AssociationId }) => {
      if (AssociationId !== kept?.AssociationId) throw new Error('there is no such association')
      kept = undefined
      return {}
    })
    return () => kept
  }

  test.each<[string, InstanceStorageConfig, Partial<AssociationProperties>]>([
    ['a bucket with a key', s3('connect/acme/Call Recordings & more?'), recordings],
    ['a bucket without a key', s3('', false), recordings],
    [
      'a stream',
      { StorageType: 'KINESIS_STREAM', KinesisStreamConfig: { StreamArn: theirs } },
      { TakeOver: 'true' },
    ],
    [
      'a delivery',
      { StorageType: 'KINESIS_FIREHOSE', KinesisFirehoseConfig: { FirehoseArn: arn } },
      { TakeOver: 'true' },
    ],
  ])('is put back as it was: %s', async (_, before, given) => {
    const kept = keeps(before)
    const made = await act(event('Create', given))
    expect(kept()).not.toMatchObject(before)
    expect(made.id.length).toBeLessThanOrEqual(1024)
    // What changes in between leaves the id, and so what it remembers.
    const moved = { ...given, TargetArn: `${ours}-next`, Bucket: 'ours-next' }
    const OldResourceProperties = event('Create', given).ResourceProperties
    const updated = await act({ ...event('Update', moved, made.id), OldResourceProperties })
    expect(updated.id).toBe(made.id)
    expect((await act(event('Delete', moved, made.id))).said).toMatch(/leads to .*theirs.* again/)
    expect(kept()).toEqual({ ...before, AssociationId: 'a1' })
  })

  test('and is gone by then is said, and leads nowhere', async () => {
    const kept = keeps(s3('calls'), ({ S3Config }) => S3Config?.BucketName === 'theirs')
    const { id } = await act(event('Create', recordings))
    const { said } = await act(event('Delete', recordings, id))
    expect(said).toMatch(
      /taken away.*could not be put back to s3:\/\/theirs\/calls: The bucket does not exist/,
    )
    expect(kept()).toBeUndefined()
  })

  test('and does not fit into an id of CloudFormation is said when it is taken over', async () => {
    keeps(s3('é'.repeat(200)))
    const { id, said } = await act(event('Create', recordings))
    expect(id).toBe('made/a1')
    expect(said).toMatch(/was replaced; it cannot be put back/)
  })
})

describe('live media', () => {
  const KeyArn = 'arn:aws:kms:eu-west-2:123456789012:key/k1'
  const properties = {
    ...{ StorageType: 'MEDIA_STREAMS', StorageKind: 'KINESIS_VIDEO_STREAM', TargetArn: undefined },
    ...{ Prefix: 'lake-media', Hours: '24', KeyArn },
  } as unknown as Partial<AssociationProperties>
  /** As Connect gives it back: with the alias of the instance behind the prefix. */
  const media = (more: object = {}) =>
    connect.on(ListInstanceStorageConfigsCommand).resolves({
      StorageConfigs: [
        {
          ...{ AssociationId: 'a1', StorageType: 'KINESIS_VIDEO_STREAM' },
          KinesisVideoStreamConfig: {
            ...{ Prefix: 'lake-media-connect-acme-contact-', RetentionPeriodHours: 24 },
            EncryptionConfig: { EncryptionType: 'KMS', KeyId: KeyArn },
            ...more,
          },
        },
      ],
    })

  test('that go where they are to are left, whatever Connect adds to the prefix', async () => {
    media()
    expect(await act(event('Create', properties))).toMatchObject({ id: 'found/a1' })
    expect(written()).toBe(0)
  })

  test.each([
    ['prefix', { Prefix: 'voicemail-connect-acme-contact-' }],
    ['retention', { RetentionPeriodHours: 1 }],
    ['key', { EncryptionConfig: { EncryptionType: 'KMS' as const, KeyId: 'arn:aws:kms:x:1:key/other' } }],
  ])('of another %s are those of others, and are brought back with consent', async (_, more) => {
    media(more)
    await expect(act(event('Create', properties))).rejects.toThrow(/ingest\.take_over/)
    expect(written()).toBe(0)
    // As somebody changed them: also once they were ours.
    const ofOurs = event('Update', properties, 'made/a1')
    const OldResourceProperties = ofOurs.ResourceProperties
    await expect(act({ ...ofOurs, OldResourceProperties })).rejects.toThrow(/ingest\.take_over/)
    expect(written()).toBe(0)
    expect(await act(event('Update', { ...properties, TakeOver: 'true' }, 'made/a1'))).toMatchObject({
      id: 'made/a1',
    })
    const [update] = connect.commandCalls(UpdateInstanceStorageConfigCommand)
    expect(update?.args[0].input.StorageConfig?.KinesisVideoStreamConfig).toEqual({
      ...{ Prefix: 'lake-media', RetentionPeriodHours: 24 },
      EncryptionConfig: { EncryptionType: 'KMS', KeyId: KeyArn },
    })
  })
})
