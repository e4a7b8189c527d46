import { contact } from '../../views/contact.ts'
import { rowsWhere, rowsWith } from '../additive.ts'
import { equals } from '../condition.ts'
import { metricsOf } from '../subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const
const share = { kind: 'ratio', unit: 'percent', connect: null } as const

const readings =
  'No metric of Connect. Contained is who reached Connect and was neither queued, connected, transferred nor called back, and did not hang up first; whether the matter was settled, only an attribute of your own can tell.'

/** How far flows and bots come without an agent: of first legs, inbound calls and new chats. */
export const selfService = metricsOf(contact)({
  self_service_contacts: {
    ...count,
    label: 'Contacts in flows',
    doc: 'First legs that reached Connect: inbound calls and new chats.',
    of: rowsWith('self_service_outcome'),
  },
  contacts_contained: {
    ...count,
    label: 'Contacts contained',
    doc: 'Of those, the ones whose flow came to its end: not queued, not connected, not transferred, not continued, not left.',
    of: rowsWhere(equals('self_service_outcome', 'CONTAINED')),
  },
  contacts_left_in_flow: {
    ...count,
    label: 'Contacts left in the flow',
    doc: 'Of those, the ones whose customer disconnected before any queue, agent or transfer.',
    of: rowsWhere(equals('self_service_outcome', 'LEFT_IN_FLOW')),
  },
  containment_rate: {
    ...share,
    label: 'Containment rate',
    doc: 'Of the first legs that reached Connect, those contained.',
    readings,
    numerator: 'contacts_contained',
    denominator: 'self_service_contacts',
  },
  left_in_flow_rate: {
    ...share,
    label: 'Share left in the flow',
    doc: 'Of the first legs that reached Connect, those whose customer left in the flow.',
    numerator: 'contacts_left_in_flow',
    denominator: 'self_service_contacts',
  },
})
