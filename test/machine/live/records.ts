/** Records of a case that a person can work out, and how a function is given them. */
import { ACCOUNT, REGION } from '../ministack.ts'

const instance = `arn:aws:connect:${REGION}:${ACCOUNT}:instance/i`
export const support = `${instance}/queue/support`
export const sales = `${instance}/queue/sales`

/** An hour ago: the stream stamps records by the clock of this machine, and a record may not be ahead of it. */
const start_ms = Date.now() - 3_600_000
/** So many seconds after the start. */
export const at = (s: number): string => new Date(start_ms + s * 1000).toISOString()

const contactEvent = (s: number, contactId: string, eventType: string, more: object = {}): string =>
  JSON.stringify({
    ...{ version: '0', id: `${contactId} ${eventType}`, 'detail-type': 'Amazon Connect Contact Event' },
    ...{ source: 'aws.connect', time: at(s), detail: { eventType, contactId, channel: 'VOICE', ...more } },
  })
export const queued = (s: number, contactId: string, queueArn = support): string =>
  contactEvent(s, contactId, 'QUEUED', { queueInfo: { queueArn, enqueueTimestamp: at(s) } })
export const left = (s: number, contactId: string): string =>
  contactEvent(s, contactId, 'DISCONNECTED', { disconnectTimestamp: at(s) })
export const clock = (s: number): string =>
  JSON.stringify({
    ...{ id: `clock ${s}`, 'detail-type': 'Scheduled Event', source: 'aws.events', time: at(s), detail: {} },
  })
export const damaged = '{"ContactId": "dam'

/** A record of a stream, as Lambda gives it to a function. */
export const kinesisRecord = (sequenceNumber: string, text: string) => ({
  ...{ eventSource: 'aws:kinesis', eventID: `shardId-0:${sequenceNumber}` },
  kinesis: {
    ...{ sequenceNumber, partitionKey: '1', kinesisSchemaVersion: '1.0' },
    ...{ data: Buffer.from(text).toString('base64'), approximateArrivalTimestamp: Date.now() / 1000 },
  },
})
