import { quarantine } from '../../schema/tables/quarantine.ts'
import { view } from '../view.ts'
import { arrivalDay } from './ledger_entry.ts'

const { columns } = quarantine
const text = (doc: string) => ({ type: 'varchar', doc }) as const

/** What could not become a row, and why. */
export const quarantineEntry = view({
  name: 'quarantine_entry',
  version: 1,
  doc: 'One row per record, or stretch of bytes, that could not become a row, with the day of arrival in the business time zone. What it says is in the table quarantine.',
  grain: ['quarantine_id'],
  uses: ['quarantine', 'business_calendar'],
  columns: {
    dt: text('Partition: UTC date on which the object arrived, as text.'),
    ...arrivalDay,
    arrived_at: { type: 'timestamp', doc: columns.arrived_at.doc },
    quarantine_id: text(columns.quarantine_id.doc),
    status: text(columns.status.doc),
    is_quarantined: { type: 'boolean', doc: 'It is still there: no replay made a row of it.' },
    reason: text(columns.reason.doc),
    table_name: text('Table the record belongs to; unknown where that could not be told.'),
    raw_root: text(columns.raw_root.doc),
    object_key: text(columns.object_key.doc),
    byte_offset: { type: 'bigint', doc: columns.byte_offset.doc },
    byte_length: { type: 'bigint', doc: columns.byte_length.doc },
  },
})
