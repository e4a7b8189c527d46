import { view } from '../view.ts'

const count = (doc: string) => ({ type: 'bigint', doc }) as const

/** Whether a day is whole: what there is of it, and how late it came. */
export const dataCompleteness = view({
  name: 'data_completeness',
  version: 1,
  doc: 'One row per UTC day and table: the records of that day and when they arrived, and what arrived on that day and became no row. For what arrived by day alone see data_freshness.',
  grain: ['dt', 'table_name'],
  uses: ['contact_record', 'agent_event', 'ledger', 'quarantine'],
  columns: {
    dt: { type: 'varchar', doc: 'UTC date, as text: of the disconnect, or of the event.' },
    data_date: { type: 'date', doc: 'The same as a date.' },
    table_name: {
      type: 'varchar',
      doc: 'contact_record or agent_event; unknown for what could not be told to be either.',
    },
    records: count('Rows of that day.'),
    hours_with_records: count(
      'Hours of the day, in UTC, that have any row: 24 where the business never sleeps.',
    ),
    arrived_same_day: count(
      'Of the rows, those whose newest version arrived on that UTC day (or before it).',
    ),
    arrived_next_day: count('Of the rows, those whose newest version arrived on the day after.'),
    arrived_later: count('Of the rows, those whose newest version arrived after that.'),
    max_days_late: count('Most days between the day and the arrival of a row; null without rows.'),
    last_arrived_at: { type: 'timestamp', doc: 'When the newest of the rows arrived; null without rows.' },
    records_read: count('Records read from what arrived on that day.'),
    records_duplicate: count('Of what arrived on that day, records met before.'),
    records_superseded: count('Of what arrived on that day, records older than the row of their key.'),
    records_quarantined: count(
      'Of what arrived on that day, records that could not become rows, and have not been mended since. Their own day is not known.',
    ),
  },
})
