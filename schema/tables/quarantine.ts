import { table } from '../table.ts'
import { bigint, boolean, string, timestamp } from '../type.ts'

/** Records that could not become rows, with all that is needed to mend and replay them. */
export const quarantine = table({
  name: 'quarantine',
  doc: 'One row per record, or stretch of bytes, that could not become a row.',
  key: ['quarantine_id'],
  version: 'updated_at',
  partition: { dt: 'arrived_at' },
  columns: {
    quarantine_id: {
      type: string,
      required: true,
      doc: 'Identifier of the entry: the same for the same bytes of the same object.',
    },
    status: { type: string, doc: 'quarantined, or replayed once a replay made a row of it.' },
    reason: { type: string, doc: 'Why, as one word of a closed list.' },
    detail: { type: string, pii: 'content', doc: 'Why, in words, with the value at fault.' },
    table_name: { type: string, doc: 'Table the record belongs to; null where that could not be told.' },
    raw_root: { type: string, required: true, doc: 'Where the object lies.' },
    object_key: { type: string, required: true, doc: 'Key of the object under the root.' },
    object_etag: { type: string, doc: 'Fingerprint of the content as the store gives it.' },
    byte_offset: {
      type: bigint,
      doc: 'Where the record begins in the decoded (unzipped) bytes of the object.',
    },
    byte_length: { type: bigint, doc: 'How many decoded bytes it has.' },
    record_text: {
      type: string,
      pii: 'content',
      doc: 'The bytes as text; bytes that are no UTF-8 stand as the replacement character.',
    },
    text_truncated: { type: boolean, doc: 'Whether record_text holds only the beginning.' },
    arrived_at: { type: timestamp, required: true, doc: 'When the object arrived.' },
    updated_at: { type: timestamp, required: true, doc: 'When the entry was made or replayed.' },
    commit_id: { type: string, doc: 'Commit that made the entry.' },
  },
})
