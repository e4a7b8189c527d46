import { contactByAttribute } from '../views/contact_by_attribute.ts'
import { rows, rowsWhere, rowsWith, sum } from './additive.ts'
import { is, isNot } from './condition.ts'
import { subject } from './subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const

/** Why customers come, as contact attributes say it. */
export const attributes = subject(contactByAttribute, {
  name: 'attributes',
  doc: 'Contacts by what their attributes say. A contact counts once for each of its attributes: split or filter by attribute_name or attribute, for a sum over several says nothing.',
  where: [{ condition: isNot('is_test'), doc: 'Simulated contacts (validation tests) are not counted.' }],
  attributed_to: {
    column: 'disconnect_timestamp',
    doc: 'the contact was disconnected',
    partition_days_later: 0,
  },
  origin: { table: 'contact_record', through: 'contact_id' },
  attributes_of: { contact: 'contact_id', partition_days_later: 0 },
  groupings: {
    attribute: { column: 'attribute', doc: 'Name and value in one: "reason: invoice".' },
    attribute_name: { column: 'attribute_name', doc: 'Name of the attribute.' },
    attribute_value: { column: 'attribute_value', doc: 'Its value.' },
    queue: { column: 'queue_name', doc: 'Name of the queue.' },
    queue_arn: { column: 'queue_arn', doc: 'ARN of the queue.' },
    queue_kind: { column: 'queue_kind', doc: 'STANDARD, AGENT (personal) or NONE.' },
    channel: { column: 'channel', doc: 'VOICE, CHAT, TASK or EMAIL.' },
  },
  metrics: {
    attribute_contacts: {
      ...count,
      label: 'Contacts',
      doc: 'Contacts that have the attribute, each once for each attribute.',
      of: rows(),
    },
    attribute_contacts_queued: {
      ...count,
      label: 'Contacts queued',
      doc: 'Of those, the ones that entered a queue.',
      of: rowsWhere(is('is_queued')),
    },
    attribute_contacts_handled: {
      ...count,
      label: 'Contacts handled',
      doc: 'Of those, the ones that were connected to an agent.',
      of: rowsWhere(is('is_handled')),
    },
    attribute_contacts_abandoned: {
      ...count,
      label: 'Contacts abandoned',
      doc: 'Of those, the ones abandoned in a queue.',
      of: rowsWhere(is('is_abandoned')),
    },
    attribute_abandonment_rate: {
      kind: 'ratio',
      unit: 'percent',
      connect: null,
      label: 'Abandonment rate',
      doc: 'Of the contacts queued with the attribute, those abandoned.',
      numerator: 'attribute_contacts_abandoned',
      denominator: 'attribute_contacts_queued',
    },
    attribute_sum_handle_time: {
      kind: 'sum',
      unit: 's',
      connect: null,
      label: 'Handle time',
      doc: 'Handle time of the contacts with the attribute.',
      of: sum('handle_time_s'),
    },
    attribute_contacts_with_handle_time: {
      ...count,
      label: 'Contacts with handle time',
      doc: 'Contacts with the attribute that have a handle time.',
      of: rowsWith('handle_time_s'),
    },
    attribute_avg_handle_time: {
      kind: 'ratio',
      unit: 's',
      connect: null,
      label: 'Average handle time',
      doc: 'Handle time by contact with the attribute that has any.',
      numerator: 'attribute_sum_handle_time',
      denominator: 'attribute_contacts_with_handle_time',
    },
  },
})
