import { contactRecord } from '../../schema/tables/contact-record.ts'
import type { Source } from './source.ts'

/** Contact records (CTR), through Kinesis Data Streams or Firehose. */
export const contactRecordSource: Source = {
  table: contactRecord,
  // A contact in an agent's snapshot has a ContactId, too, but none of the other keys.
  recognises: record =>
    'AWSContactTraceRecordFormatVersion' in record ||
    ('ContactId' in record &&
      ('LastUpdateTimestamp' in record ||
        'DisconnectTimestamp' in record ||
        'InitiationTimestamp' in record)),
  marks: ['AWSContactTraceRecordFormatVersion', 'AgentConnectionAttempts'],
}
