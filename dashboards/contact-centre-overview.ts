import { contacts } from './datasets/contacts.ts'
import { dashboard } from './spec/dashboard.ts'
import { dates, list } from './spec/filter.ts'
import { bar, gauge, kpi, line, pie, table } from './spec/visual.ts'
import { parameter, share } from './spec/wells.ts'

const target = parameter({
  name: 'service_level_target',
  label: 'Service level target',
  unit: 'percent',
  default: 80,
  min: 0,
  max: 100,
})

/** Where a lead looks first: is the centre keeping up, and if not, where not. */
export const contactCentreOverview = dashboard({
  id: 'contact-centre-overview',
  title: 'Contact centre overview',
  parameters: [target],
  dates: dates(contacts, { column: 'contact_date', default_days: 14 }),
  filters: [
    list(contacts, { name: 'queue', label: 'Queue', plural: 'queues', column: 'queue_name' }),
    list(contacts, { name: 'agent', label: 'Agent', plural: 'agents', column: 'agent_username' }),
    list(contacts, { name: 'channel', label: 'Channel', plural: 'channels', column: 'channel' }),
  ],
  sheets: [
    {
      id: 'overview',
      title: 'Overview',
      question: 'Are we keeping up with our contacts, and if not, where not?',
      visuals: [
        kpi(contacts, {
          id: 'contacts',
          title: 'Contacts',
          question: 'How many contacts ended?',
          alt: 'Number of contacts, its trend by day, and the change against the period before.',
          at: { x: 0, y: 0, w: 9, h: 5 },
          value: 'contacts_created',
          trend: 'contact_date',
        }),
        kpi(contacts, {
          id: 'contacts-handled',
          title: 'Contacts handled',
          question: 'How many contacts were connected to an agent?',
          alt: 'Number of contacts handled, its trend by day, and the change against the period before.',
          at: { x: 9, y: 0, w: 9, h: 5 },
          value: 'contacts_handled',
          trend: 'contact_date',
        }),
        kpi(contacts, {
          id: 'abandonment-rate',
          title: 'Abandonment rate',
          question: 'Which share of the queued contacts was abandoned?',
          alt: 'Abandonment rate, its trend by day, and the change against the period before.',
          at: { x: 18, y: 0, w: 9, h: 5 },
          value: 'abandonment_rate',
          trend: 'contact_date',
        }),
        kpi(contacts, {
          id: 'average-handle-time',
          title: 'Average handle time',
          question: 'How long does an agent work on a contact?',
          alt: 'Average handle time, its trend by day, and the change against the period before.',
          at: { x: 27, y: 0, w: 9, h: 5 },
          value: 'avg_handle_time',
          trend: 'contact_date',
        }),
        line(contacts, {
          id: 'contact-volume',
          title: 'Contacts by day',
          question: 'How did the volume of contacts change?',
          alt: 'Line chart of contacts, contacts handled and contacts abandoned by day.',
          at: { x: 0, y: 5, w: 24, h: 10 },
          category: 'contact_date',
          values: ['contacts_created', 'contacts_handled', 'contacts_abandoned'],
        }),
        gauge(contacts, {
          id: 'service-level',
          title: 'Service level 20 s',
          subtitle: 'Queued contacts that left the queue in less than 20 s',
          question: 'Do queued contacts get on quickly enough?',
          alt: 'Gauge of the service level from 0 to 100 %, with its target.',
          at: { x: 24, y: 5, w: 12, h: 10 },
          value: 'service_level:20',
          target,
        }),
        bar(contacts, {
          id: 'handle-time-by-agent',
          title: 'Average handle time by agent',
          subtitle: 'The 20 agents who handled most contacts; hollow: fewer than 20 (n)',
          question: 'Which agents take longer or shorter than others?',
          alt: 'Bar chart of the average handle time of the agents who handled most contacts, longest first.',
          at: { x: 0, y: 15, w: 17, h: 18 },
          category: 'agent_username',
          value: 'avg_handle_time',
          tooltip: ['contacts_handled'],
          top: { count: 20, by: 'contacts_handled' },
          minimum: { of: 'contacts_handled', count: 20 },
        }),
        pie(contacts, {
          id: 'abandonment-by-queue',
          title: 'Contacts abandoned by queue',
          question: 'In which queues do contacts give up?',
          alt: 'Donut chart of the contacts abandoned in the five queues with most of them, and in all others.',
          at: { x: 17, y: 15, w: 19, h: 8 },
          category: 'queue_name',
          value: 'contacts_abandoned',
          parts: 5,
        }),
        table(contacts, {
          id: 'disconnect-reasons',
          title: 'Disconnect reasons',
          question: 'Why did contacts end?',
          alt: 'Table of disconnect reasons by channel, with contacts, share and average duration.',
          at: { x: 17, y: 23, w: 19, h: 10 },
          group_by: ['disconnect_reason', 'channel'],
          values: ['contacts_created', share('contacts_created'), 'avg_contact_duration'],
          limit: 500,
        }),
      ],
    },
  ],
})
