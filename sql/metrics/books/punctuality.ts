import { recordArrival } from '../../views/record_arrival.ts'
import { rows, rowsWhere } from '../additive.ts'
import { below } from '../condition.ts'
import { metricsOf } from '../subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const

const delay_s = { doc: 'Delay in seconds.', min: 1, max: 2_592_000, usual: [900, 3600, 86_400] } as const

const readings =
  'Of a record that was sent again the newest version counts. The key of an object that Firehose wrote tells when it began to be filled: up to its buffering time too early.'

/** How long after the moment that they are about records arrived. */
export const punctuality = metricsOf(recordArrival)({
  records: {
    ...count,
    label: 'Records',
    doc: 'Contact records and agent events that the lake holds.',
    of: rows(),
  },
  'records_arrived_in:X': {
    ...count,
    label: 'Records arrived within X s',
    doc: 'Records whose newest version arrived less than X s after the moment that it is about.',
    readings,
    parameter: delay_s,
    of: rowsWhere(below('arrival_delay_s', 'X')),
  },
  'punctuality:X': {
    kind: 'ratio',
    unit: 'percent',
    connect: null,
    label: 'Arrived within X s, share',
    doc: 'Of the records, those whose newest version arrived less than X s after the moment that it is about.',
    readings,
    parameter: delay_s,
    numerator: 'records_arrived_in:X',
    denominator: 'records',
  },
  max_arrival_delay: {
    kind: 'max',
    unit: 's',
    connect: null,
    label: 'Longest delay',
    doc: 'The longest time from the moment that a record is about until its newest version arrived.',
    over: 'arrival_delay_s',
  },
})
