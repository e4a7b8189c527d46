import { drift, quarantine } from '../datasets/books.ts'
import { sheet } from '../spec/dashboard.ts'
import { bar, kpi, pivot, table } from '../spec/visual.ts'

/** What could not become rows, and what nobody knows yet. */
export const faults = sheet({
  id: 'faults',
  title: 'Quarantine and drift',
  question: 'What is missing from the numbers, and what does Connect send that nobody knows yet?',
  visuals: [
    kpi(quarantine, {
      id: 'in-quarantine',
      title: 'In quarantine',
      subtitle: 'Missing from all numbers until read again',
      question: 'How many records are missing?',
      alt: 'Number of records in quarantine, its trend by day of arrival, and the change against the period before.',
      at: { x: 0, y: 0, w: 12, h: 5 },
      value: 'records_in_quarantine',
      trend: 'local_date',
    }),
    kpi(quarantine, {
      id: 'quarantine-rest-rate',
      title: 'Still in quarantine',
      question: 'Which share of what was kept aside is still there?',
      alt: 'Share still in quarantine, its trend by day of arrival, and the change against the period before.',
      at: { x: 12, y: 0, w: 12, h: 5 },
      value: 'quarantine_rest_rate',
      trend: 'local_date',
    }),
    kpi(drift, {
      id: 'records-with-drift',
      title: 'Records with drift',
      subtitle: 'Accepted all the same; by field',
      question: 'How often do records hold what the schema does not know?',
      alt: 'Number of records with drift, its trend by day of arrival, and the change against the period before.',
      at: { x: 24, y: 0, w: 12, h: 5 },
      value: 'records_with_drift',
      trend: 'local_date',
    }),
    bar(quarantine, {
      id: 'quarantine-by-day',
      title: 'Kept aside by reason',
      question: 'When did it begin, and why?',
      alt: 'Stacked columns by day of arrival: what was kept aside, by reason.',
      at: { x: 0, y: 5, w: 18, h: 11 },
      category: 'local_date',
      values: ['quarantine_entries'],
      colors: 'reason',
      arrangement: 'stacked',
      orientation: 'vertical',
    }),
    pivot(quarantine, {
      id: 'quarantine-by-reason',
      title: 'Kept aside by reason, table and status',
      question: 'What can be mended and read again?',
      alt: 'Pivot table of what was kept aside: reasons and tables as rows, status as columns.',
      at: { x: 18, y: 5, w: 18, h: 11 },
      rows: ['reason', 'table_name'],
      columns: ['status'],
      values: ['quarantine_entries'],
      limit: 100,
    }),
    table(drift, {
      id: 'drift-by-field',
      title: 'Drift by field',
      question: 'Which fields are new, or not of the type documented?',
      alt: 'Table of fields by table, problem and JSON type, with the records in which they were met.',
      at: { x: 0, y: 16, w: 36, h: 10 },
      group_by: ['table_name', 'path', 'problem', 'json_type'],
      values: ['records_with_drift'],
      limit: 1_000,
    }),
  ],
})
