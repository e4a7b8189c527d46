import { contact } from '../../views/contact.ts'
import { rowsWhere, rowsWith, sum } from '../additive.ts'
import { is } from '../condition.ts'
import { metricsOf } from '../subject.ts'

const count = { kind: 'sum', unit: 'count' } as const
const average = { kind: 'ratio', unit: 's' } as const

const readings =
  'The default is the algorithm published in 2026: contacts whose record counts holds are in the average, those never held as 0. The text of 2023 averages only over contacts that were put on hold (avg_hold_time_put_on_hold); avg_hold_time_all_contacts over all handled.'

/** Customers on hold. */
export const hold = metricsOf(contact)({
  contacts_put_on_hold: {
    ...count,
    label: 'Contacts put on hold',
    connect: 'CONTACTS_PUT_ON_HOLD',
    doc: 'Contacts handled that were put on hold at least once.',
    of: rowsWhere(is('is_put_on_hold')),
  },
  holds: {
    ...count,
    label: 'Holds',
    connect: null,
    doc: 'How many times contacts were put on hold.',
    of: sum('number_of_holds'),
  },
  avg_holds: {
    kind: 'ratio',
    unit: 'number',
    label: 'Average holds',
    connect: 'AVG_HOLDS',
    doc: 'Holds by contact handled, those without any as 0.',
    numerator: 'holds',
    denominator: 'contacts_handled',
  },
  sum_hold_time: {
    kind: 'sum',
    unit: 's',
    label: 'Customer hold time',
    connect: 'SUM_HOLD_TIME',
    doc: 'Time customers spent on hold, during transfers too. Tasks are never held, but paused.',
    of: sum('hold_time_s'),
  },
  contacts_with_hold_time: {
    ...count,
    label: 'Contacts with a hold time',
    connect: null,
    doc: 'Contacts handled whose record has a hold time, or says how often they were held.',
    of: rowsWith('hold_time_s'),
  },
  avg_hold_time: {
    ...average,
    label: 'Average customer hold time',
    connect: 'AVG_HOLD_TIME',
    doc: 'Time on hold by contact whose record has one, those never held as 0.',
    readings,
    numerator: 'sum_hold_time',
    denominator: 'contacts_with_hold_time',
  },
  avg_hold_time_put_on_hold: {
    ...average,
    label: 'Average customer hold time, when held',
    connect: null,
    doc: 'Time on hold by contact that was put on hold: the text of 2023.',
    readings,
    numerator: 'sum_hold_time',
    denominator: 'contacts_put_on_hold',
  },
  avg_hold_time_all_contacts: {
    ...average,
    label: 'Average customer hold time, all contacts',
    connect: 'AVG_HOLD_TIME_ALL_CONTACTS',
    doc: 'Time on hold by contact handled.',
    readings,
    numerator: 'sum_hold_time',
    denominator: 'contacts_handled',
  },
})
