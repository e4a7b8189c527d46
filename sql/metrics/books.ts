import { costEstimate } from '../views/cost_estimate.ts'
import { dataSetState } from '../views/data_set_state.ts'
import { driftEntry } from '../views/drift_entry.ts'
import { ledgerEntry } from '../views/ledger_entry.ts'
import { quarantineEntry } from '../views/quarantine_entry.ts'
import { recordArrival } from '../views/record_arrival.ts'
import { sum } from './additive.ts'
import { aside } from './books/aside.ts'
import { cost } from './books/cost.ts'
import { intake } from './books/intake.ts'
import { punctuality } from './books/punctuality.ts'
import { staleness } from './books/staleness.ts'
import { subject } from './subject.ts'

const arrived = { column: 'arrived_at', doc: 'the object arrived', partition_days_later: 0 } as const
const ofTable = {
  column: 'table_name',
  doc: 'contact_record, agent_event, or unknown where that could not be told.',
} as const

/** What arrived, and what became of it: the ledger. */
export const ledgerEntries = subject(ledgerEntry, {
  name: 'ledger_entries',
  doc: 'Raw objects and their records: read = accepted + duplicate + superseded + quarantined, but for what was read again.',
  where: [],
  attributed_to: arrived,
  origin: null,
  groupings: { table_name: ofTable, raw_root: { column: 'raw_root', doc: 'Where the objects lie.' } },
  metrics: intake,
})

const ofDays = 'it is estimated by the day.'

/** What that costs, about. */
export const costEstimates = subject(costEstimate, {
  name: 'cost_estimates',
  doc: 'About what days cost on AWS, by service: what is paid whatever comes, and what is paid by what arrived.',
  where: [],
  attributed_to: {
    column: 'from_timestamp',
    doc: 'the day of the arrival begins',
    partition_days_later: 0,
  },
  origin: null,
  groupings: { service: { column: 'service', doc: 'Service of AWS.' } },
  refused: { fifteen_min: ofDays, thirty_min: ofDays, hour: ofDays, hour_of_day: ofDays },
  metrics: cost,
})

/** How late records come. */
export const recordArrivals = subject(recordArrival, {
  name: 'record_arrivals',
  doc: 'Contact records and agent events, by the moment they are about: how long after it their newest version arrived.',
  where: [],
  attributed_to: {
    column: 'record_timestamp',
    doc: 'the contact was disconnected, or the event happened',
    partition_days_later: 0,
  },
  origin: null,
  groupings: { table_name: { column: 'table_name', doc: 'contact_record or agent_event.' } },
  metrics: punctuality,
})

/** What could not become a row. */
export const quarantineEntries = subject(quarantineEntry, {
  name: 'quarantine_entries',
  doc: 'Records, or stretches of bytes, that could not become rows.',
  where: [],
  attributed_to: arrived,
  origin: null,
  groupings: {
    table_name: ofTable,
    reason: { column: 'reason', doc: 'Why, as one word of a closed list.' },
    status: { column: 'status', doc: 'quarantined, or replayed once a replay made a row of it.' },
  },
  metrics: aside,
})

/** What the schema does not know. */
export const driftEntries = subject(driftEntry, {
  name: 'drift_entries',
  doc: 'Fields nobody knows yet, and values not of the type documented, as records had them.',
  where: [],
  attributed_to: { ...arrived, doc: 'the first object with it arrived, of each commit that met it' },
  origin: null,
  groupings: {
    table_name: { column: 'table_name', doc: 'Table the records belong to.' },
    path: { column: 'path', doc: 'Where in the record.' },
    problem: { column: 'problem', doc: 'unknown_field, unexpected_kind or unreadable_value.' },
    json_type: { column: 'json_type', doc: 'JSON type found.' },
  },
  metrics: {
    records_with_drift: {
      kind: 'sum',
      unit: 'count',
      connect: null,
      label: 'Records with drift',
      doc: 'Records in which it was met. One that has two unknown fields counts under each: split by path.',
      of: sum('records'),
    },
  },
})

/** Whether QuickSight shows what the lake has. */
export const dataSetStates = subject(dataSetState, {
  name: 'data_set_states',
  doc: 'Data sets in the memory of QuickSight, as their newest refresh left them.',
  where: [],
  attributed_to: {
    column: 'last_arrived_at',
    doc: 'the newest raw object arrived, as of which they are told',
    partition_days_later: 0,
  },
  origin: null,
  groupings: {
    data_set: { column: 'data_set', doc: 'Name of the data set.' },
    environment: { column: 'environment', doc: 'What the ids of all assets of the environment begin with.' },
    outcome: { column: 'outcome', doc: 'How its newest refresh ended: completed, failed, or unchanged.' },
    error_type: { column: 'error_type', doc: 'What kept QuickSight from it, as one word of its own.' },
  },
  metrics: staleness,
})
