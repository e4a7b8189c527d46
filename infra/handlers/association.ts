import {
  AssociateInstanceStorageConfigCommand,
  ConnectClient,
  DisassociateInstanceStorageConfigCommand,
  type InstanceStorageConfig,
  type InstanceStorageResourceType,
  paginateListInstanceStorageConfigs,
  UpdateInstanceStorageConfigCommand,
} from '@aws-sdk/client-connect'
import { mediaPlace } from '../ingest/sources.ts'
import type { Outcome, ResourceEvent } from './answer.ts'
import { formerOf, isMade, madeId } from './former-place.ts'

/** Connect takes two of these calls a second of an account, whoever else makes them. */
export const connectClient = (): ConnectClient => new ConnectClient({ retryMode: 'standard', maxAttempts: 8 })

/** What `Custom::ConnectStorage` is given: texts, as CloudFormation gives them. */
export interface AssociationProperties {
  readonly InstanceArn: string
  readonly StorageType: InstanceStorageResourceType
  readonly StorageKind: 'KINESIS_STREAM' | 'KINESIS_FIREHOSE' | 'S3' | 'KINESIS_VIDEO_STREAM'
  /** Consent to replace what is there: `true`. */
  readonly TakeOver: string
  readonly TargetArn?: string
  readonly Bucket?: string
  readonly Prefix?: string
  readonly KeyArn?: string
  readonly Hours?: string
}

/** What Connect is to have. */
function wantedConfig(of: AssociationProperties): InstanceStorageConfig {
  const { StorageKind: StorageType, TargetArn, Bucket: BucketName, Prefix, KeyArn: KeyId, Hours } = of
  const EncryptionConfig = { EncryptionType: 'KMS', KeyId } as const
  switch (StorageType) {
    case 'KINESIS_STREAM':
      return { StorageType, KinesisStreamConfig: { StreamArn: TargetArn } }
    case 'KINESIS_FIREHOSE':
      return { StorageType, KinesisFirehoseConfig: { FirehoseArn: TargetArn } }
    case 'S3':
      return { StorageType, S3Config: { BucketName, BucketPrefix: Prefix, EncryptionConfig } }
    case 'KINESIS_VIDEO_STREAM': {
      const config = { Prefix, RetentionPeriodHours: Number(Hours), EncryptionConfig }
      return { StorageType, KinesisVideoStreamConfig: config }
    }
  }
}

/**
 * Where a configuration leads, in one line: two that lead to the same place are the same.
 * @param prefix that live media were given: Connect adds the alias of the instance to it
 */
export function placeOf(config: InstanceStorageConfig, prefix?: string): string {
  const { S3Config: s3, KinesisVideoStreamConfig: video } = config
  if (s3) return `s3://${s3.BucketName}/${s3.BucketPrefix}`
  if (video) {
    const { Prefix = '', RetentionPeriodHours = 0, EncryptionConfig } = video
    const isMadeOf = Prefix.startsWith(`${prefix}-connect-`) && Prefix.endsWith('-contact-')
    const named = prefix !== undefined && isMadeOf ? prefix : Prefix
    return mediaPlace(named, RetentionPeriodHours, EncryptionConfig?.KeyId ?? 'a key of AWS')
  }
  return (
    config.KinesisStreamConfig?.StreamArn ?? config.KinesisFirehoseConfig?.FirehoseArn ?? 'somewhere else'
  )
}

/** Where an instance puts what is of a type today; undefined for nowhere. */
export async function associated(
  client: ConnectClient,
  of: { readonly InstanceId: string; readonly ResourceType: InstanceStorageResourceType },
): Promise<InstanceStorageConfig | undefined> {
  // One for each type: of several only the first could be.
  let there: InstanceStorageConfig | undefined
  for await (const page of paginateListInstanceStorageConfigs({ client }, of))
    there ??= page.StorageConfigs?.[0]
  return there
}

/** Whether it is as we made it: an association that somebody has repointed or made anew since is theirs. */
function isOurs(
  { PhysicalResourceId = '', OldResourceProperties: old }: ResourceEvent<AssociationProperties>,
  there: InstanceStorageConfig,
): boolean {
  const isMadeByUs = isMade(PhysicalResourceId, there.AssociationId)
  return isMadeByUs && old !== undefined && placeOf(there, old.Prefix) === placeOf(wantedConfig(old))
}

/**
 * Puts back where an association led before us, or takes it away where it led nowhere. What cannot be put back, for its bucket is
 * gone, say, is taken away, too: what it leads to is about to go.
 * @returns what was done, for people
 */
async function giveBack(
  client: ConnectClient,
  physicalId: string,
  of: {
    readonly InstanceId: string
    readonly ResourceType: InstanceStorageResourceType
    readonly AssociationId: string | undefined
  },
): Promise<string> {
  const former = formerOf(physicalId)
  let refused = ''
  if (former)
    try {
      await client.send(new UpdateInstanceStorageConfigCommand({ ...of, StorageConfig: former }))
      return `leads to ${placeOf(former)} again, as before`
    } catch (error) {
      refused = `: it could not be put back to ${placeOf(former)}: ${(error as Error).message}`
      const message = `${of.ResourceType} of ${of.InstanceId}${refused}`
      console.log(JSON.stringify({ level: 'ERROR', message }))
    }
  await client.send(new DisassociateInstanceStorageConfigCommand(of))
  return former ? `was taken away, and leads nowhere now${refused}` : 'was taken away'
}

/**
 * Associates a type of storage with its place, or leaves it. The physical id says what was done, so that a deletion knows
 * whether there is anything to take away, and what to put back: `made/…` as `madeId` has it, or `found/…` for what was there before us.
 */
export async function associate(
  client: ConnectClient,
  event: ResourceEvent<AssociationProperties>,
): Promise<Outcome> {
  const { RequestType, PhysicalResourceId = '', ResourceProperties: given } = event
  const { InstanceArn: InstanceId, StorageType: ResourceType } = given
  const of = { InstanceId, ResourceType }
  const wanted = wantedConfig(given)
  const what = `${ResourceType} of ${InstanceId}`
  const there = await associated(client, of)
  const isSame = there !== undefined && placeOf(there, given.Prefix) === placeOf(wanted)
  const AssociationId = there?.AssociationId

  if (RequestType === 'Delete') {
    if (!PhysicalResourceId.startsWith('made/'))
      return { id: PhysicalResourceId, said: `${what} stays: it was there before` }
    if (!there || !isSame) return { id: PhysicalResourceId, said: `${what} leads elsewhere by now: it stays` }
    // After a replacement CloudFormation takes away the one before, which leads to the same place as the new one.
    if (!isMade(PhysicalResourceId, AssociationId))
      return { id: PhysicalResourceId, said: `${what} was made anew since: it stays` }
    return {
      id: PhysicalResourceId,
      said: `${what} ${await giveBack(client, PhysicalResourceId, { ...of, AssociationId })}`,
    }
  }

  if (there && isSame) {
    // Also an update that changes nothing, and the second call of a creation whose answer was lost.
    const id = PhysicalResourceId || `found/${AssociationId}`
    return { id, said: `${what} leads to ${placeOf(there)} already` }
  }
  if (there && !isOurs(event, there) && given.TakeOver !== 'true')
    throw new Error(
      `${what} leads to ${placeOf(there)}, and an instance has one place for each type. ` +
        'Use that stream (ingest.… in the deployment takes its ARN), take the association away, or consent to replace it with ingest.take_over',
    )
  if (there) {
    await client.send(new UpdateInstanceStorageConfigCommand({ ...of, AssociationId, StorageConfig: wanted }))
    // Of what was ours before, the id stays: CloudFormation would take away the association under the old one.
    const id = isMade(PhysicalResourceId, AssociationId) ? PhysicalResourceId : madeId(AssociationId, there)
    const later =
      formerOf(id) || isOurs(event, there) ? '' : '; it cannot be put back when the deployment goes'
    return { id, said: `${what} led to ${placeOf(there)}, and was replaced${later}` }
  }
  const made = await client.send(new AssociateInstanceStorageConfigCommand({ ...of, StorageConfig: wanted }))
  return { id: madeId(made.AssociationId), said: `${what} leads to ${placeOf(wanted)}` }
}
