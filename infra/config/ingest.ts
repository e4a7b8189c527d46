import { z } from 'zod'
import { arn } from './arn.ts'

/** A stream of ours, a delivery stream without one, or a stream that is there already. */
const stream = arn('kinesis', 'stream/[A-Za-z0-9_.-]{1,128}')

/** The key of a stream that is there already. */
const keyOf = (what: string) =>
  arn('kms', 'key/[A-Za-z0-9-]{1,128}')
    .optional()
    .describe(
      `ARN of the key with which the stream of ${what} is encrypted, where that is named by its ARN and has a key of the account: its readers may decrypt by it (default: none; that of AWS needs none).`,
    )

const fileNotices = z
  .strictObject({
    readers: z
      .array(arn('iam', 'role/[\\w+=,.@/-]{1,512}'))
      .min(1)
      .describe(
        'Roles of this account that take the notices: they, and nobody else. What else they need, to read the files, their own policies say.',
      ),
    visibility_s: z
      .int()
      .min(0)
      .max(43_200)
      .default(900)
      .describe(
        'For so long a notice that was taken is hidden from others; until then a reader has to be done with it (default: 900).',
      ),
    late_minutes: z
      .int()
      .min(5)
      .max(1440)
      .default(60)
      .describe('An alarm when a notice waits for longer (default: 60).'),
  })
  .describe(
    'With recordings: a queue of notices about recordings, transcripts, reports and files of Contact Lens that are put into the bucket, for programs of yours (default: none).',
  )

/** What Connect delivers, and how. */
export const ingest = z
  .strictObject({
    contact_records: z
      .union([z.enum(['stream', 'firehose']), stream])
      .default('stream')
      .describe(
        'How contact records come: a Kinesis stream, which others may read, too (default); straight through Firehose, which is cheaper; or the ARN of a stream that the instances fill already. A change on a deployment that is there may lose what is on its way in those minutes: make it when no contacts come in.',
      ),
    contact_records_key: keyOf('contact records'),
    agent_events: z
      .union([z.enum(['stream', 'off']), stream])
      .default('stream')
      .describe(
        'How agent events come: a Kinesis stream (default), the ARN of one that the instances fill already, or not at all. A change on a deployment that is there may lose what is on its way in those minutes: make it when no contacts come in.',
      ),
    agent_events_key: keyOf('agent events'),
    contact_lens_segments: z
      .boolean()
      .default(false)
      .describe('A Kinesis stream for the segments of Contact Lens in real time (default: false).'),
    contact_events: z
      .boolean()
      .default(true)
      .describe('Keep contact events of EventBridge in the raw bucket (default: true).'),
    flow_logs: z
      .boolean()
      .default(true)
      .describe(
        'Keep logs of flows in the raw bucket (default: true). They may hold what callers typed in: encrypted, never shown.',
      ),
    metrics: z
      .boolean()
      .default(true)
      .describe('Keep the CloudWatch metrics of Connect in the raw bucket (default: true).'),
    recordings: z
      .boolean()
      .default(false)
      .describe(
        'Have recordings, transcripts and reports put into a bucket of this deployment (default: false: where Connect has them today).',
      ),
    file_notices: fileNotices.optional(),
    media_streams: z
      .boolean()
      .default(false)
      .describe('Have live media streamed to Kinesis Video Streams, kept for a day (default: false).'),
    take_over: z
      .boolean()
      .default(false)
      .describe(
        'Consent to replace what an instance has associated today, such as another stream for contact records (default: false: the deployment ends with an error that says what is there). What was replaced is put back when the deployment goes, or the option that replaced it; live media are not. For that it has to be true still.',
      ),
    shards: z
      .int()
      .min(1)
      .max(200)
      .optional()
      .describe('Shards of each stream (default: on demand, as many as it takes).'),
    retention_hours: z
      .int()
      .min(24)
      .max(8760)
      .default(48)
      .describe(
        'How long streams keep records, for what could not be delivered at once (default: 48; AWS keeps 24 at no charge).',
      ),
    buffer_mb: z
      .int()
      .min(1)
      .max(128)
      .default(64)
      .describe('Firehose writes an object when it has so much (default: 64) …'),
    buffer_s: z
      .int()
      .min(60)
      .max(900)
      .default(300)
      .describe('… or after so long, whichever comes first (default: 300).'),
  })
  .prefault({})
  .describe('What Connect delivers, and how.')
