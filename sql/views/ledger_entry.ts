import { ledger } from '../../schema/tables/ledger.ts'
import { view } from '../view.ts'

const { columns } = ledger
const text = (doc: string) => ({ type: 'varchar', doc }) as const
const count = (doc: string) => ({ type: 'bigint', doc }) as const

/** By whose clocks what arrived is placed. */
export const arrivalDay = {
  local_date: { type: 'date', doc: 'Day of the arrival by the clocks of the business time zone.' },
  local_weekday: { type: 'bigint', doc: 'Weekday of that day: 1 is Monday, 7 is Sunday.' },
} as const

/** What arrived, and what became of it. */
export const ledgerEntry = view({
  name: 'ledger_entry',
  version: 1,
  doc: 'One row per raw object and table its records went to, and one per record that a replay read again: the ledger, with the day of arrival in the business time zone. All its numbers can be added up.',
  grain: ['raw_root', 'object_key', 'table_name', 'commit_id', 'is_replay'],
  uses: ['ledger', 'business_calendar'],
  columns: {
    dt: text('Partition: UTC date on which the object arrived, as text.'),
    ...arrivalDay,
    arrived_at: { type: 'timestamp', doc: columns.arrived_at.doc },
    committed_at: { type: 'timestamp', doc: columns.committed_at.doc },
    raw_root: text(columns.raw_root.doc),
    object_key: text(columns.object_key.doc),
    table_name: text('Table the records belong to; unknown where that could not be told.'),
    is_replay: { type: 'boolean', doc: 'A record read again out of the quarantine.' },
    is_object: { type: 'boolean', doc: 'True in one row of each object: objects are counted by it.' },
    object_bytes: count(
      'Size of the object as it lies there, compressed or not, in the row that counts it; else null.',
    ),
    records_read: count('Records read; 0 for those read again.'),
    records_accepted: count(columns.accepted.doc),
    records_duplicate: count(columns.duplicate.doc),
    records_superseded: count(columns.superseded.doc),
    records_quarantined: count(
      'Records that could not become a row when they were read. Some may have been mended since: quarantine_entry tells.',
    ),
    records_replaced: count(columns.replaced.doc),
    commit_id: text(columns.commit_id.doc),
  },
})
