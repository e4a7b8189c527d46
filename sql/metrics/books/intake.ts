import { ledgerEntry } from '../../views/ledger_entry.ts'
import { rowsWhere, sum } from '../additive.ts'
import { is } from '../condition.ts'
import { metricsOf } from '../subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const
const share = { kind: 'ratio', unit: 'percent', connect: null, denominator: 'records_read' } as const

/** What the ledger tells of raw objects and their records. */
export const intake = metricsOf(ledgerEntry)({
  raw_objects: {
    ...count,
    label: 'Raw objects',
    doc: 'Raw objects that arrived, each once.',
    of: rowsWhere(is('is_object')),
  },
  raw_bytes: {
    kind: 'sum',
    unit: 'bytes',
    connect: null,
    label: 'Raw bytes',
    doc: 'Their size as they lie there, compressed or not.',
    of: sum('object_bytes'),
  },
  records_read: {
    ...count,
    label: 'Records read',
    doc: 'Records in the raw objects that arrived.',
    of: sum('records_read'),
  },
  records_accepted: {
    ...count,
    label: 'Records accepted',
    doc: 'Records that became a row, at once or when they were read again.',
    of: sum('records_accepted'),
  },
  records_duplicate: {
    ...count,
    label: 'Duplicates',
    doc: 'Records met before: same key, same version, same content.',
    of: sum('records_duplicate'),
  },
  records_superseded: {
    ...count,
    label: 'Superseded',
    doc: 'Records older than the row of their key.',
    of: sum('records_superseded'),
  },
  records_quarantined: {
    ...count,
    label: 'Records quarantined',
    doc: 'Records that could not become a row when they were read. Some may have been mended since: records_in_quarantine tells.',
    of: sum('records_quarantined'),
  },
  duplicate_rate: {
    ...share,
    label: 'Duplicates, share',
    doc: 'Of the records read, those met before.',
    numerator: 'records_duplicate',
  },
  superseded_rate: {
    ...share,
    label: 'Superseded, share',
    doc: 'Of the records read, those older than the row of their key.',
    numerator: 'records_superseded',
  },
  quarantine_rate: {
    ...share,
    label: 'Quarantined, share',
    doc: 'Of the records read, those that could not become a row.',
    numerator: 'records_quarantined',
  },
})
