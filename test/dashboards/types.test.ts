import { expect, test } from 'vitest'
import { dataset } from '../../dashboards/spec/dataset.ts'
import { list, range } from '../../dashboards/spec/filter.ts'
import { parameter } from '../../dashboards/spec/parameter.ts'
import { bar, gauge, heatMap, kpi, line, pie, table } from '../../dashboards/spec/visual.ts'
import { share } from '../../dashboards/spec/wells.ts'
import { rows, rowsWhere, rowsWith, sum } from '../../sql/metrics/additive.ts'
import { below, is, isNot } from '../../sql/metrics/condition.ts'
import { contacts as contactSubject } from '../../sql/metrics/contacts.ts'
import { subject } from '../../sql/metrics/subject.ts'
import { contact } from '../../sql/views/contact.ts'
import { contacts } from './utc-contacts.ts'

// The compiler is the test: each line below has to be an error, or `tsc` fails on an unused expectation.

const caption = { id: 'x', title: 'X', question: 'What?', alt: 'An x.', at: { x: 0, y: 0, w: 9, h: 5 } }
const words = { label: 'X', doc: 'An x.' }
const target = parameter({ name: 'target', label: 'Target', unit: 'percent', default: 80, min: 0, max: 100 })
const byRate = { count: 5, by: 'abandonment_rate' } as const
const bars = { ...caption, tooltip: [], top: { count: 5, by: 'contacts_created' } } as const

test('names that the view or the data set does not have do not compile', () => {
  const wrong = [
    // @ts-expect-error no such column
    dataset(contactSubject, contact, { name: 'x', day: 'contact_dat', dimensions: {} }),
    // @ts-expect-error not a day
    dataset(contactSubject, contact, { name: 'x', day: 'dt', dimensions: {} }),
    // @ts-expect-error not a number
    range(contacts, { name: 'r', label: 'R', column: 'channel' }),
    // @ts-expect-error no order of its own
    heatMap(contacts, { ...caption, rows: 'channel', columns: 'contact_date', value: 'contacts_created' }),
    // @ts-expect-error no such column
    list(contacts, { name: 'q', label: 'Q', plural: 'qs', column: 'queue' }),
    // @ts-expect-error not a text
    list(contacts, { name: 'q', label: 'Q', plural: 'qs', column: 'is_queued' }),
    // @ts-expect-error no such measure
    kpi(contacts, { ...caption, value: 'contacts_handld', trend: 'contact_date' }),
    // @ts-expect-error not a day
    kpi(contacts, { ...caption, value: 'contacts_handled', trend: 'queue_name' }),
    // @ts-expect-error not a share
    gauge(contacts, { ...caption, value: 'avg_handle_time', target }),
    // @ts-expect-error a parameter is named by itself, not by its name
    gauge(contacts, { ...caption, value: 'abandonment_rate', target: 'target' }),
    // @ts-expect-error no such measure
    line(contacts, { ...caption, category: 'contact_date', values: ['contacts_created', 'nothing'] }),
    // @ts-expect-error no such dimension
    bar(contacts, { ...bars, category: 'agent', values: ['avg_handle_time'] }),
    // @ts-expect-error only a sum can say which are the largest
    bar(contacts, { ...bars, category: 'channel', values: ['avg_handle_time'], top: byRate }),
    // @ts-expect-error a ratio has no parts
    pie(contacts, { ...caption, category: 'queue_name', value: 'abandonment_rate', parts: 5 }),
    // @ts-expect-error no such dimension
    table(contacts, { ...caption, group_by: ['reason'], values: ['contacts_created'], limit: 9 }),
    // @ts-expect-error a ratio has no share of a whole
    table(contacts, { ...caption, group_by: ['channel'], values: [share('abandonment_rate')], limit: 9 }),
    // @ts-expect-error the title is missing
    kpi(contacts, { ...caption, title: undefined, value: 'contacts_handled', trend: 'contact_date' }),
  ]
  expect(wrong).toHaveLength(17)
})

test('metrics that the view cannot give do not compile', () => {
  const time = { column: 'disconnect_timestamp', doc: 'it ended', partition_days_later: 0 } as const
  const origin = { table: 'contact_record', by: 'contact_id' } as const
  const parts = {
    name: 'x',
    doc: 'x',
    where: [],
    attributed_to: time,
    origin,
    groupings: {},
    metrics: {},
  } as const
  const count = { ...words, connect: null, kind: 'sum', unit: 'count' } as const
  const wrong = [
    dataset(contactSubject, contact, {
      ...{ name: 'x', day: 'contact_date' },
      // @ts-expect-error no such column
      dimensions: { queue: { label: 'Queue', none: 'None' } },
    }),
    // @ts-expect-error no such flag
    subject(contact, { ...parts, metrics: { n: { ...count, of: rowsWhere(is('is_handld')) } } }),
    // @ts-expect-error not a flag
    subject(contact, { ...parts, metrics: { n: { ...count, of: rowsWhere(isNot('queue_name')) } } }),
    // @ts-expect-error not a number
    subject(contact, { ...parts, metrics: { n: { ...count, of: rowsWhere(below('queue_name', 20)) } } }),
    // @ts-expect-error not a number
    subject(contact, { ...parts, metrics: { n: { ...count, of: sum('queue_name') } } }),
    // @ts-expect-error no such column
    subject(contact, { ...parts, metrics: { n: { ...count, of: rowsWith('queue') } } }),
    // @ts-expect-error no such flag
    subject(contact, { ...parts, where: [{ condition: isNot('is_tst'), doc: 'x' }] }),
    // @ts-expect-error no such column to split by
    subject(contact, { ...parts, groupings: { queue: { column: 'queue', doc: 'x' } } }),
    // @ts-expect-error not a time
    subject(contact, { ...parts, attributed_to: { ...time, column: 'channel' } }),
    subject(contact, {
      ...parts,
      metrics: {
        n: { ...count, of: rows() },
        // @ts-expect-error a ratio is made of sums, and there is none of this name
        r: { ...words, connect: null, kind: 'ratio', unit: 'percent', numerator: 'm', denominator: 'n' },
      },
    }),
    subject(contact, {
      ...parts,
      // @ts-expect-error what is in percent is a ratio, and cannot be added up
      metrics: { n: { ...words, connect: null, kind: 'sum', unit: 'percent', of: rows() } },
    }),
  ]
  expect(wrong).toHaveLength(11)
})
