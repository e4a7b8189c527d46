import { table } from '../table.ts'
import { bigint, string, timestamp } from '../type.ts'

/** Where records differ from what this version of the schema knows. Accepted all the same, and told here. */
export const drift = table({
  name: 'drift',
  doc: 'One row per commit, table, path, problem and JSON type: fields unknown, or values not of the type documented.',
  key: [],
  partition: { dt: 'arrived_at' },
  columns: {
    table_name: { type: string, required: true, doc: 'Table the records belong to.' },
    path: {
      type: string,
      required: true,
      doc: 'Where in the record, keys joined by dots; [] for each element of a list.',
    },
    problem: {
      type: string,
      required: true,
      doc: 'unknown_field, unexpected_kind (an object where text is documented, …) or unreadable_value (became NULL).',
    },
    json_type: { type: string, doc: 'JSON type found: string, number, boolean, object, array or null.' },
    records: { type: bigint, doc: 'Records of the commit in which it was met.' },
    sample: {
      type: string,
      doc: 'A first value. Letters are shown as x and digits as 9 where it can be personal data.',
    },
    first_object: { type: string, doc: 'Key of the first object it was met in.' },
    arrived_at: {
      type: timestamp,
      required: true,
      doc: 'When that object arrived: first sight within the commit.',
    },
    commit_id: { type: string, required: true, doc: 'Commit that met it.' },
  },
})
