import { view } from '../view.ts'

/** How fresh and how complete the data of a day is: what every sheet of a dashboard shows. */
export const dataFreshness = view({
  name: 'data_freshness',
  version: 1,
  doc: 'One row per UTC day of arrival: what arrived, and what became of it.',
  grain: ['dt'],
  uses: ['ledger', 'quarantine'],
  columns: {
    dt: { type: 'varchar', doc: 'UTC date on which raw objects arrived, as text.' },
    arrival_date: { type: 'date', doc: 'The same as a date.' },
    last_arrived_at: { type: 'timestamp', doc: 'When the newest raw object arrived.' },
    last_committed_at: { type: 'timestamp', doc: 'When the lake last took something in.' },
    raw_objects: { type: 'bigint', doc: 'Raw objects that arrived.' },
    records_read: { type: 'bigint', doc: 'Records read.' },
    records_accepted: { type: 'bigint', doc: 'Records that became rows.' },
    records_duplicate: { type: 'bigint', doc: 'Records met before.' },
    records_superseded: { type: 'bigint', doc: 'Records older than the row of their key.' },
    records_quarantined: {
      type: 'bigint',
      doc: 'Records that could not become rows, and have not been mended since.',
    },
  },
})
