import { agentMoment } from '../../views/agent_moment.ts'
import { rows, rowsWhere, sum } from '../additive.ts'
import { is } from '../condition.ts'
import { metricsOf } from '../subject.ts'

const count = { kind: 'sum', unit: 'count' } as const

/** How many agents there were, and what they were doing, at a moment. */
export const moments = metricsOf(agentMoment)({
  agents_online: {
    ...count,
    label: 'Agents online',
    connect: 'AGENTS_ONLINE',
    doc: 'Agents who were not Offline at that moment.',
    of: rows(),
  },
  agents_staffed: {
    ...count,
    label: 'Agents staffed',
    connect: 'AGENTS_STAFFED',
    doc: 'Agents online, but for those in a status of your own.',
    of: rowsWhere(is('is_staffed')),
  },
  agents_available: {
    ...count,
    label: 'Agents available',
    connect: 'AGENTS_AVAILABLE',
    doc: 'Agents in Available, with no contact of any kind: none handled, none ringing, none missed or failed and not cleared.',
    of: rowsWhere(is('is_available')),
  },
  agents_on_contact: {
    ...count,
    label: 'Agents on contact',
    connect: 'AGENTS_ON_CONTACT',
    doc: 'Agents with at least one contact connected, on hold, paused, in after contact work, or being dialled.',
    of: rowsWhere(is('is_on_contact')),
  },
  agents_after_contact_work: {
    ...count,
    label: 'Contacts in after contact work',
    connect: 'AGENTS_AFTER_CONTACT_WORK',
    doc: 'Contacts in after contact work. Connect counts contacts here, whatever the name says.',
    of: sum('contacts_in_after_contact_work'),
  },
  agents_non_productive: {
    ...count,
    label: 'Agents non-productive',
    connect: 'AGENTS_NON_PRODUCTIVE',
    doc: 'Agents in a status of your own, such as Lunch.',
    of: rowsWhere(is('is_non_productive')),
  },
  agents_error: {
    ...count,
    label: 'Agents in error',
    connect: 'AGENTS_ERROR',
    doc: 'Agents with a contact that was missed or failed, and not cleared yet.',
    of: rowsWhere(is('is_error')),
  },
})
