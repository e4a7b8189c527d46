import { contactHold } from '../views/contact_hold.ts'
import { rowsWhere } from './additive.ts'
import { all, equals, is, isNot } from './condition.ts'
import { contactGroupings } from './contacts.ts'
import { subject } from './subject.ts'

const count = { kind: 'sum', unit: 'count' } as const

const readings =
  'Connect asks for the state before the disconnect, which is not in the record. Here it is the last state in agent events before after contact work; a contact whose events were lost is not found.'

/** Contacts that ended while the customer was on hold. */
export const holdDisconnects = subject(contactHold, {
  name: 'hold_disconnects',
  doc: 'Contacts that ended while the customer was on hold, each in the interval in which it was disconnected.',
  where: [{ condition: isNot('is_test'), doc: 'Simulated contacts (validation tests) are not counted.' }],
  attributed_to: {
    column: 'disconnect_timestamp',
    doc: 'the contact was disconnected',
    partition_days_later: 0,
  },
  origin: { table: 'contact_record', through: 'contact_id' },
  attributes_of: { contact: 'contact_id', partition_days_later: 0 },
  groupings: contactGroupings,
  metrics: {
    contacts_hold_abandons: {
      ...count,
      label: 'Contacts ended on hold',
      connect: 'CONTACTS_HOLD_ABANDONS',
      doc: 'Contacts that ended while the customer was on hold.',
      readings,
      of: rowsWhere(is('is_hold_disconnect')),
    },
    contacts_on_hold_agent_disconnect: {
      ...count,
      label: 'Contacts ended on hold by the agent',
      connect: 'CONTACTS_ON_HOLD_AGENT_DISCONNECT',
      doc: 'Of those, the ones that the agent disconnected.',
      readings,
      of: rowsWhere(all(is('is_hold_disconnect'), equals('disconnect_reason', 'AGENT_DISCONNECT'))),
    },
    contacts_on_hold_customer_disconnect: {
      ...count,
      label: 'Contacts ended on hold by the customer',
      connect: 'CONTACTS_ON_HOLD_CUSTOMER_DISCONNECT',
      doc: 'Of those, the ones that the customer disconnected.',
      readings,
      of: rowsWhere(all(is('is_hold_disconnect'), equals('disconnect_reason', 'CUSTOMER_DISCONNECT'))),
    },
  },
})
