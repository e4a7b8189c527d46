import {
  costEstimates as costSubject,
  driftEntries as driftSubject,
  ledgerEntries as ledgerSubject,
  quarantineEntries as quarantineSubject,
  recordArrivals as recordSubject,
  dataSetStates as stateSubject,
} from '../../sql/metrics/books.ts'
import { costEstimate } from '../../sql/views/cost_estimate.ts'
import { dataSetState } from '../../sql/views/data_set_state.ts'
import { driftEntry } from '../../sql/views/drift_entry.ts'
import { ledgerEntry } from '../../sql/views/ledger_entry.ts'
import { quarantineEntry } from '../../sql/views/quarantine_entry.ts'
import { recordArrival } from '../../sql/views/record_arrival.ts'
import { dataset } from '../spec/dataset.ts'
import { clocks } from './clocks.ts'
import { driftProblems, quarantineReasons, quarantineStates } from './codes.ts'

const table_name = { label: 'Table', none: 'Unknown', coloured: true } as const
const local_date = { label: 'Day of arrival', none: 'No day' } as const

/** What arrived, in the words of readers. */
export const ledger = dataset(ledgerSubject, ledgerEntry, {
  name: 'ledger',
  day: 'local_date',
  dimensions: { local_date, table_name, raw_root: { label: 'Raw side', none: 'Unknown' } },
})

/** What that costs, about, in the words of readers. */
export const costs = dataset(costSubject, costEstimate, {
  name: 'costs',
  day: 'local_date',
  dimensions: { local_date, service: { label: 'Service', none: 'Unknown', coloured: true } },
})

/** How late records came, in the words of readers. */
export const arrivals = dataset(recordSubject, recordArrival, {
  name: 'arrivals',
  day: 'local_date',
  dimensions: { ...clocks, table_name },
})

/** What was kept aside, in the words of readers. */
export const quarantine = dataset(quarantineSubject, quarantineEntry, {
  name: 'quarantine',
  day: 'local_date',
  dimensions: {
    local_date,
    table_name,
    reason: { label: 'Reason', none: 'Unknown', coloured: true, codes: quarantineReasons },
    status: { label: 'Status', none: 'Unknown', codes: quarantineStates },
  },
})

/** What the schema does not know, in the words of readers. */
export const drift = dataset(driftSubject, driftEntry, {
  name: 'drift',
  day: 'local_date',
  dimensions: {
    local_date,
    table_name,
    path: { label: 'Field', none: 'Unknown' },
    problem: { label: 'Problem', none: 'Unknown', codes: driftProblems },
    json_type: { label: 'JSON type', none: 'Unknown' },
  },
})

/** Whether QuickSight shows what the lake has, in the words of readers. In memory it could not tell that it is stale. */
export const dataSets = dataset(stateSubject, dataSetState, {
  name: 'data-sets',
  day: 'local_date',
  is_of_now: true,
  dimensions: {
    environment: { label: 'Environment', none: 'No prefix' },
    data_set: { label: 'Data set', none: 'Unknown' },
    outcome: {
      label: 'Newest refresh',
      none: 'Unknown',
      coloured: true,
      values: [
        ['failed', 'Failed'],
        ['completed', 'Completed'],
        ['unchanged', 'Nothing to read'],
      ],
    },
    error_type: { label: 'Error', none: 'None' },
    local_last_good_at: { label: 'Last good refresh', none: 'Never' },
  },
})
