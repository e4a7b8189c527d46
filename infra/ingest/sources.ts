import { createHash } from 'node:crypto'
import type { Deployment } from '../config.ts'
import { bucketName, KEPT, nameOf, partitionOf, RECORDS } from '../names.ts'

/** Storage types of Connect that are associated here. */
export type StorageType =
  | 'CONTACT_TRACE_RECORDS'
  | 'AGENT_EVENTS'
  | 'REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS'
  | 'CALL_RECORDINGS'
  | 'CHAT_TRANSCRIPTS'
  | 'SCHEDULED_REPORTS'
  | 'MEDIA_STREAMS'

/** What goes into the raw bucket through Firehose. */
export interface Source {
  readonly name:
    | 'contact-records'
    | 'agent-events'
    | 'contact-lens-segments'
    | 'contact-events'
    | 'flow-logs'
    | 'metrics'
  /**
   * What Firehose gets it from: a stream of ours, a stream that is there already, by its ARN and that of its key, or whoever puts records
   * into Firehose: Connect itself or another service.
   */
  readonly from: 'stream' | 'put' | { readonly stream: string; readonly key: string | undefined }
  /** What Connect calls it; without it no instance has to be told of it. */
  readonly storage_type?: StorageType
  /** Whether the job reads it: what it does not know yet is kept elsewhere. */
  readonly is_read: boolean
  /** Records that come gzipped are not zipped again. */
  readonly is_zipped: boolean
}

const streamed = (value: string, key: string | undefined): Source['from'] =>
  value.startsWith('arn:') ? { stream: value, key } : 'stream'

/** What a deployment takes in. */
export function sourcesOf({ ingest }: Deployment): readonly Source[] {
  const { contact_records, agent_events, contact_lens_segments, contact_events, flow_logs, metrics } = ingest
  const plain = { is_read: false, is_zipped: false }
  const found: readonly (Source | false)[] = [
    {
      ...{ name: 'contact-records', storage_type: 'CONTACT_TRACE_RECORDS' },
      ...{ is_read: true, is_zipped: false },
      from: contact_records === 'firehose' ? 'put' : streamed(contact_records, ingest.contact_records_key),
    },
    agent_events !== 'off' && {
      ...{ name: 'agent-events', storage_type: 'AGENT_EVENTS' },
      ...{ is_read: true, is_zipped: false },
      from: streamed(agent_events, ingest.agent_events_key),
    },
    contact_lens_segments && {
      ...{ name: 'contact-lens-segments', storage_type: 'REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS' },
      ...plain,
      from: 'stream',
    },
    contact_events && { name: 'contact-events', from: 'put', ...plain },
    flow_logs && { name: 'flow-logs', from: 'put', is_read: false, is_zipped: true },
    metrics && { name: 'metrics', from: 'put', ...plain },
  ]
  return found.filter(each => each !== false)
}

/** Where a source lies in the raw bucket, with a slash at its end. */
export const folderOf = ({ name, is_read }: Source): string => `${is_read ? RECORDS : KEPT}/${name}/`

/** Of the ARN of a stream: so that no name is longer than those that `longestNames` has. */
const HASH_DIGITS = 5

/**
 * What the delivery of a source is called, in the template and in its name. Firehose never changes what one is fed by, and takes no name
 * twice: where the deployment can choose, another choice is another delivery. Bare for a stream of ours, the default.
 */
export function deliveryName({ name, from, storage_type }: Source): string {
  if (from === 'stream' || storage_type === undefined) return name
  if (from === 'put') return `${name}-put`
  return `${name}-${createHash('sha256').update(from.stream).digest('hex').slice(0, HASH_DIGITS)}`
}

/** The log group of the flows of an instance, which Connect makes. */
export const flowLogGroup = (alias: string): string => `/aws/connect/${alias}`

const deliveryStreamArn = (deployment: Deployment, name: string): string =>
  `arn:${partitionOf(deployment)}:firehose:${deployment.region}:${deployment.account}:deliverystream/${nameOf(deployment, name)}`

/** What leads the logs of flows to Firehose: the name of a filter, and the ARN of the delivery stream. */
export const flowLogFilter = (deployment: Deployment) => ({
  name: nameOf(deployment, 'flow-logs'),
  destination: deliveryStreamArn(deployment, 'flow-logs'),
})

/** Files of Connect that a deployment may keep, and their folder in its bucket. */
export const keptFiles = [
  { storage_type: 'CALL_RECORDINGS', folder: 'recordings' },
  { storage_type: 'CHAT_TRANSCRIPTS', folder: 'transcripts' },
  { storage_type: 'SCHEDULED_REPORTS', folder: 'reports' },
] as const satisfies readonly { readonly storage_type: StorageType; readonly folder: string }[]

/** Where Contact Lens puts its files, beside the recordings, whatever the folder of these. */
export const ANALYSIS = 'Analysis'

/** Live media are kept for so long, h. */
export const MEDIA_HOURS = 24

/** What names of streams of live media begin with: behind it Connect puts the alias of the instance and the number of a stream. */
export const mediaPrefix = (deployment: Deployment): string => nameOf(deployment, 'media')

/** Where live media go: Connect makes streams, each by this beginning of its name, for so long, with a key. */
export const mediaPlace = (prefix: string, hours: number, key: string): string =>
  `Kinesis Video Streams ${prefix}…, kept for ${hours} hours, encrypted with ${key}`

/** In place of its ARN, which nobody knows before it is made. */
export const OUR_KEY = 'the key of the deployment'

/** Where an instance has to put what is of a type. */
export interface Place {
  readonly storage_type: StorageType
  /** An ARN, `s3://bucket/folder`, or for live media as `mediaPlace` has it, with `OUR_KEY`. */
  readonly place: string
  /** Whether the deployment tells the instance so; otherwise it is a stream that the instance fills already. */
  readonly is_told: boolean
}

/** Where the instances of a deployment put what, once it is deployed. */
export function placesOf(deployment: Deployment): readonly Place[] {
  const { account, region, ingest } = deployment
  const streamed = sourcesOf(deployment).flatMap((source): readonly Place[] => {
    const { name, from, storage_type } = source
    if (!storage_type) return []
    if (typeof from === 'object') return [{ storage_type, place: from.stream, is_told: false }]
    const place =
      from === 'put'
        ? deliveryStreamArn(deployment, deliveryName(source))
        : `arn:${partitionOf(deployment)}:kinesis:${region}:${account}:stream/${nameOf(deployment, name)}`
    return [{ storage_type, place, is_told: true }]
  })
  const files = keptFiles.map(({ storage_type, folder }) => ({
    ...{ storage_type, is_told: true },
    place: `s3://${bucketName(deployment, 'media')}/${folder}`,
  }))
  const media: Place = {
    ...{ storage_type: 'MEDIA_STREAMS', is_told: true },
    place: mediaPlace(mediaPrefix(deployment), MEDIA_HOURS, OUR_KEY),
  }
  return [...streamed, ...(ingest.recordings ? files : []), ...(ingest.media_streams ? [media] : [])]
}
