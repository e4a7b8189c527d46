import { view } from '../view.ts'

/** About what a day costs on AWS. */
export const costEstimate = view({
  name: 'cost_estimate',
  version: 1,
  doc: 'One row per UTC day and service, two where the business changes its day within it: about what it costs on AWS, in USD, to take in what arrived on the day, to keep it for as long as the cost model says (a year, with its Parquet and in QuickSight), and to stand ready for it; from the first day on which anything arrived to the last. An estimate, no bill: by list prices of us-east-1, for a deployment as it is by default, wherever this lake really is. Counts of records and sizes of raw objects are those of the ledger; how large a record is, and how much work, is assumed. In docs/cost.md, but not in here: people who look (authors, readers, queries of analysts), contact events and logs of flows, which the ledger does not count, and what comes on top of half a million contacts a day. Backfilled and imported records are counted as if they had been streamed.',
  grain: ['from_timestamp', 'service'],
  uses: ['ledger', 'business_calendar', 'cost_rate'],
  columns: {
    dt: { type: 'varchar', doc: 'UTC date of the arrival, as text.' },
    local_date: { type: 'date', doc: 'Day of the arrival by the clocks of the business time zone.' },
    local_weekday: { type: 'bigint', doc: 'Weekday of that day: 1 is Monday, 7 is Sunday.' },
    from_timestamp: {
      type: 'timestamp',
      doc: 'Beginning of the UTC day, or of that day within it; of the day on which clocks change, of each part.',
    },
    service: { type: 'varchar', doc: 'Service of AWS.' },
    fixed_usd: {
      type: 'double',
      doc: 'Of what is paid though nothing may come: hours of streams, runs, alarms, keys. Of the last day, too, all of it.',
    },
    variable_usd: { type: 'double', doc: 'Of what is paid by records and bytes.' },
    estimated_usd: { type: 'double', doc: 'Both.' },
    contacts: {
      type: 'bigint',
      doc: 'Contacts that were new to the lake, in the row of one service; else null.',
    },
  },
})
