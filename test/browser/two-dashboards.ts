import { normaliseAll } from '../../dashboards/normal/dashboard.ts'
import { dashboard, sheet } from '../../dashboards/spec/dashboard.ts'
import { dates, list, range } from '../../dashboards/spec/filter.ts'
import { bar, kpi, pie, table } from '../../dashboards/spec/visual.ts'
import { share } from '../../dashboards/spec/wells.ts'
import { contacts } from '../dashboards/utc-contacts.ts'

const queue = list(contacts, { name: 'queue', label: 'Queue', plural: 'queues', column: 'queue_name' })
const agent = { name: 'agent', label: 'Agent', plural: 'agents', column: 'agent_username' } as const
const words = { question: 'How much?', alt: 'A picture.' }

const load = sheet({
  id: 'load',
  title: 'Load',
  question: 'How much is there to do?',
  texts: [
    {
      ...{ id: 'note', title: 'How to read this', at: { x: 24, y: 0, w: 12, h: 5 } },
      paragraphs: ['Contacts count on the day on which they ended.'],
    },
  ],
  visuals: [
    kpi(contacts, {
      ...{ ...words, id: 'volume', title: 'Contacts', at: { x: 0, y: 0, w: 12, h: 5 } },
      ...{ value: 'contacts_created', trend: 'contact_date' },
      opens: { dashboard: 'load-of-queues', sheet: 'reasons' },
    }),
    kpi(contacts, {
      ...{ ...words, id: 'everybody', title: 'Contacts of all queues', at: { x: 12, y: 0, w: 12, h: 5 } },
      ...{ value: 'contacts_created', trend: 'contact_date' },
    }),
    bar(contacts, {
      ...{ ...words, id: 'by-queue', title: 'Contacts by queue', at: { x: 0, y: 5, w: 18, h: 12 } },
      ...{ category: 'queue_name', values: ['contacts_created'], drill: ['channel', 'disconnect_reason'] },
      top: { count: 5, by: 'contacts_created' },
    }),
    pie(contacts, {
      ...{ ...words, id: 'queues', title: 'Contacts handled by queue', at: { x: 18, y: 5, w: 18, h: 12 } },
      ...{ category: 'queue_name', value: 'contacts_handled', parts: 5 },
    }),
  ],
})

const reasons = sheet({
  id: 'reasons',
  title: 'Reasons',
  question: 'Why did they end?',
  visuals: [
    table(contacts, {
      ...{ ...words, id: 'reasons-table', title: 'Reasons', at: { x: 0, y: 0, w: 18, h: 12 } },
      ...{ group_by: ['disconnect_reason'], values: ['contacts_created', share('contacts_created')] },
      limit: 100,
    }),
    bar(contacts, {
      ...{ ...words, id: 'by-channel', title: 'Contacts by agent', at: { x: 18, y: 0, w: 18, h: 12 } },
      ...{ category: 'agent_username', values: ['contacts_created'] },
      top: { count: 5, by: 'contacts_created' },
      opens: { dashboard: 'people', sheet: 'people' },
    }),
  ],
})

const people = sheet({
  id: 'people',
  title: 'People',
  question: 'Who did it?',
  visuals: [
    kpi(contacts, {
      ...{ ...words, id: 'handled', title: 'Contacts handled', at: { x: 0, y: 0, w: 36, h: 5 } },
      ...{ value: 'contacts_handled', trend: 'contact_date' },
    }),
  ],
})

/** Two dashboards that lead to each other, with filters that act on some of their sheets and visuals only. */
export const twoDashboards = normaliseAll([
  dashboard({
    id: 'load-of-queues',
    title: 'Load of queues',
    parameters: [],
    dates: dates(contacts, { default_days: 14 }),
    filters: [
      { ...queue, except: ['everybody'] },
      range(contacts, {
        ...{ name: 'handling', label: 'Handle time', column: 'handle_time_s', sheets: ['reasons'] },
      }),
    ],
    sheets: [load, reasons],
  }),
  dashboard({
    id: 'people',
    title: 'People',
    parameters: [],
    dates: dates(contacts, { default_days: 7 }),
    filters: [queue, list(contacts, agent)],
    sheets: [people],
    refresh_every_s: 1,
  }),
])
