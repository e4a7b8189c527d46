import type { Alert } from '../etl/live/incident.ts'
import type { StateStore } from '../etl/live/state-store.ts'
import { LakeError } from '../schema/error.ts'
import { beforeAws } from './aws.ts'
import type { Config } from './config.ts'
import { required } from './lake.ts'
import { clientOf } from './s3.ts'
import { s3Address } from './s3-address.ts'

/** Where the live path keeps its state, and where it tells of alerts; without a topic nobody is told. */
export async function liveStateIn(
  config: Config,
): Promise<{ readonly store: StateStore; tell(alerts: readonly Alert[]): Promise<void> }> {
  const lake = required(config, 'lake')
  const address = s3Address(lake)
  if (!address)
    throw new LakeError({
      what: 'live state is kept in S3 only',
      value: lake,
      allowed: 's3://bucket/prefix',
      remedy: 'name a lake in S3 as "lake" in the configuration',
    })
  const { s3State } = await import('../etl/live/aws/s3-state.ts')
  const key = [address.prefix, '_live/state.json'].filter(part => part !== '').join('/')
  const { kms_key_id } = config.s3
  const store = s3State({ bucket: address.bucket, key, kms_key_id, client: clientOf(config) })
  const { topic_arn } = config.live
  if (topic_arn === undefined) return { store, tell: async () => {} }
  beforeAws()
  const { alertTopic } = await import('../etl/live/aws/topic.ts')
  return { store, tell: alertTopic(topic_arn) }
}
