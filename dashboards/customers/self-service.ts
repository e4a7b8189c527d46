import { contacts } from '../datasets/contacts.ts'
import { stages } from '../datasets/stages.ts'
import { sheet } from '../spec/dashboard.ts'
import { bar, funnel, kpi, line } from '../spec/visual.ts'

/** How far customers come without an agent, and how far with one. */
export const selfService = sheet({
  id: 'self-service',
  title: 'Self-service',
  question: 'How far do customers come in flows and bots, and where do we lose them?',
  visuals: [
    kpi(contacts, {
      id: 'containment-rate',
      title: 'Containment rate',
      subtitle: 'Flow at its end without queue, agent or transfer',
      question: 'Which share of customers needs no agent?',
      alt: 'Containment rate, its trend by day, and the change against the period before.',
      at: { x: 0, y: 0, w: 12, h: 5 },
      value: 'containment_rate',
      trend: 'local_date',
    }),
    kpi(contacts, {
      id: 'left-in-flow-rate',
      title: 'Share left in the flow',
      subtitle: 'Hung up before any queue, agent or transfer',
      question: 'Which share of customers gives up in the flow?',
      alt: 'Share of first contacts left in the flow, its trend by day, and the change against the period before.',
      at: { x: 12, y: 0, w: 12, h: 5 },
      value: 'left_in_flow_rate',
      trend: 'local_date',
    }),
    kpi(contacts, {
      id: 'self-service-contacts',
      title: 'Contacts in flows',
      question: 'How many first contacts reached us?',
      alt: 'Number of first contacts that reached a flow, its trend by day, and the change against the period before.',
      at: { x: 24, y: 0, w: 12, h: 5 },
      value: 'self_service_contacts',
      trend: 'local_date',
    }),
    funnel(stages, {
      id: 'stages',
      title: 'From the flow to the answer',
      subtitle: 'First inbound calls and new chats; who reached a stage reached those before',
      question: 'Where do we lose customers on the way to an agent?',
      alt: 'Funnel of contacts that reached us, entered a queue, reached an agent, and needed nobody else.',
      at: { x: 0, y: 5, w: 16, h: 11 },
      category: 'stage',
      value: 'contacts_at_stage',
    }),
    line(contacts, {
      id: 'self-service-by-day',
      title: 'Contained and left in the flow by day',
      question: 'Does a change of the flow show?',
      alt: 'Line chart of the containment rate and of the share left in the flow, by day.',
      at: { x: 16, y: 5, w: 20, h: 11 },
      category: 'local_date',
      values: ['containment_rate', 'left_in_flow_rate'],
    }),
    bar(contacts, {
      id: 'self-service-by-hour',
      title: 'Contacts in flows by hour',
      subtitle: 'All in flows, contained, and left; by the clocks of the business',
      question: 'At which hours do customers help themselves, and when do they give up?',
      alt: 'Columns of contacts in flows, contained and left in the flow, for each hour of the day.',
      at: { x: 0, y: 16, w: 36, h: 9 },
      category: 'local_hour',
      values: ['self_service_contacts', 'contacts_contained', 'contacts_left_in_flow'],
      orientation: 'vertical',
    }),
  ],
})
