import { contact } from '../../views/contact.ts'
import { rows, rowsWhere, rowsWith, sum } from '../additive.ts'
import { is } from '../condition.ts'
import { metricsOf } from '../subject.ts'

const count = { kind: 'sum', unit: 'count' } as const

/** How many contacts there were, and how they began. */
export const volume = metricsOf(contact)({
  contacts_created: {
    ...count,
    label: 'Contacts',
    connect: 'CONTACTS_CREATED',
    doc: 'Contacts that ended, however they began: every leg is a contact of its own.',
    of: rows(),
  },
  contacts_incoming: {
    ...count,
    label: 'Contacts incoming',
    connect: null,
    doc: 'Contacts begun by INBOUND, TRANSFER or QUEUE_TRANSFER. New chats and tasks begin by API, and are none.',
    of: rowsWhere(is('is_incoming')),
  },
  contacts_new: {
    ...count,
    label: 'New contacts',
    connect: null,
    doc: 'Contacts that continue no other, in every channel: new chats and tasks, which are not incoming, are among them.',
    of: rowsWhere(is('is_new')),
  },
  contact_volume: {
    ...count,
    label: 'Contact volume',
    connect: null,
    doc: 'Contacts that entered a queue and began by INBOUND, TRANSFER, QUEUE_TRANSFER, API or as a callback: what forecasts are made of.',
    of: rowsWhere(is('is_in_contact_volume')),
  },
  api_contacts: {
    ...count,
    label: 'API contacts',
    connect: 'API_CONTACTS',
    doc: 'Contacts begun by the API, such as chats and tasks.',
    of: rowsWhere(is('is_api')),
  },
  sum_contact_duration: {
    kind: 'sum',
    unit: 's',
    label: 'Duration',
    connect: null,
    doc: 'From initiation to disconnect.',
    of: sum('contact_duration_s'),
  },
  contacts_with_duration: {
    ...count,
    label: 'Contacts with a duration',
    connect: null,
    doc: 'Contacts whose beginning and end are known.',
    of: rowsWith('contact_duration_s'),
  },
  avg_contact_duration: {
    kind: 'ratio',
    unit: 's',
    label: 'Average duration',
    connect: 'AVG_CONTACT_DURATION',
    doc: 'From initiation to disconnect, by contact.',
    numerator: 'sum_contact_duration',
    denominator: 'contacts_with_duration',
  },
  sum_contact_flow_time: {
    kind: 'sum',
    unit: 's',
    label: 'Contact flow time',
    connect: 'SUM_CONTACT_FLOW_TIME',
    doc: 'From the connection to Connect until the contact was queued, transferred or over; of INBOUND, TRANSFER, QUEUE_TRANSFER and API contacts.',
    of: sum('contact_flow_time_s'),
  },
})
