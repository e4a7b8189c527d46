import { quarantineEntry } from '../../views/quarantine_entry.ts'
import { rows, rowsWhere, sum } from '../additive.ts'
import { is } from '../condition.ts'
import { metricsOf } from '../subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const

/** What was kept aside. */
export const aside = metricsOf(quarantineEntry)({
  quarantine_entries: {
    ...count,
    label: 'Kept aside',
    doc: 'Records, or stretches of bytes, that were ever kept aside.',
    of: rows(),
  },
  records_in_quarantine: {
    ...count,
    label: 'In quarantine',
    doc: 'Of those, the ones that no replay has made a row of.',
    of: rowsWhere(is('is_quarantined')),
  },
  quarantine_bytes: {
    kind: 'sum',
    unit: 'bytes',
    connect: null,
    label: 'Bytes kept aside',
    doc: 'Their decoded size.',
    of: sum('byte_length'),
  },
  quarantine_rest_rate: {
    kind: 'ratio',
    unit: 'percent',
    connect: null,
    label: 'Still in quarantine, share',
    doc: 'Of what was ever kept aside, what is still there.',
    numerator: 'records_in_quarantine',
    denominator: 'quarantine_entries',
  },
})
