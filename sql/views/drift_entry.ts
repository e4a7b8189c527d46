import { drift } from '../../schema/tables/drift.ts'
import { view } from '../view.ts'
import { arrivalDay } from './ledger_entry.ts'

const { columns } = drift
const text = (doc: string) => ({ type: 'varchar', doc }) as const

/** Where records differ from what this version of the schema knows. */
export const driftEntry = view({
  name: 'drift_entry',
  version: 1,
  doc: 'One row per commit, table, path, problem and JSON type, with the day in the business time zone on which it was first met in that commit.',
  grain: ['commit_id', 'table_name', 'path', 'problem', 'json_type'],
  uses: ['drift', 'business_calendar'],
  columns: {
    dt: text('Partition: UTC date on which the first object with it arrived, as text.'),
    ...arrivalDay,
    arrived_at: { type: 'timestamp', doc: columns.arrived_at.doc },
    table_name: text(columns.table_name.doc),
    path: text(columns.path.doc),
    problem: text(columns.problem.doc),
    json_type: text(columns.json_type.doc),
    records: { type: 'bigint', doc: columns.records.doc },
    first_object: text(columns.first_object.doc),
    commit_id: text(columns.commit_id.doc),
  },
})
