import { contacts } from '../datasets/contacts.ts'
import { agentsNow, queuesNow } from '../datasets/now.ts'
import { queueMoments } from '../datasets/queue-moments.ts'
import { sheet } from '../spec/dashboard.ts'
import { bar, gauge, kpi, line, pie, table, text } from '../spec/visual.ts'
import { abandonmentLimit, serviceLevelTarget } from '../targets.ts'

/** What hangs on the wall: how it stands now, as far as a lake knows of now. */
export const now = sheet({
  id: 'now',
  title: 'Now',
  question: 'Who waits, who can answer, and how does today go?',
  texts: [
    text({
      id: 'about-now',
      title: 'What now means here',
      at: { x: 24, y: 23, w: 12, h: 10 },
      paragraphs: [
        'Now is the beginning of the newest quarter of an hour of which anything has arrived; the top of the page says when that was.',
        'Agents are seen by their events: after closing there are none. Who waits is seen by contact records, which are written when a contact ends: who is still waiting or talking is not counted yet, so that the real queue is at least as long.',
        'Today is the newest day by the clocks of the business.',
      ],
    }),
  ],
  visuals: [
    kpi(queuesNow, {
      id: 'in-queue-now',
      title: 'In queue, at least',
      subtitle: 'Only who has left since',
      question: 'How many customers wait?',
      alt: 'Number of contacts in queue when the newest quarter of an hour began.',
      at: { x: 0, y: 0, w: 9, h: 5 },
      value: 'contacts_in_queue_now',
    }),
    kpi(queuesNow, {
      id: 'longest-wait-now',
      title: 'Longest wait',
      subtitle: 'Of those',
      question: 'How long has the one waited who waits longest?',
      alt: 'Longest wait of the contacts in queue when the newest quarter of an hour began.',
      at: { x: 9, y: 0, w: 9, h: 5 },
      value: 'longest_wait_now',
    }),
    kpi(agentsNow, {
      id: 'agents-online-now',
      title: 'Agents online',
      question: 'How many agents are here?',
      alt: 'Number of agents online when the newest quarter of an hour began.',
      at: { x: 18, y: 0, w: 9, h: 5 },
      value: 'agents_online_now',
    }),
    kpi(agentsNow, {
      id: 'agents-available-now',
      title: 'Agents available',
      question: 'How many of them can take the next contact?',
      alt: 'Number of agents available when the newest quarter of an hour began.',
      at: { x: 27, y: 0, w: 9, h: 5 },
      value: 'agents_available_now',
    }),
    gauge(contacts, {
      id: 'service-level-today',
      title: 'Service level 20 s today',
      subtitle: 'Queued contacts that waited less than 20 s',
      question: 'Do we answer quickly enough today?',
      alt: 'Gauge of the service level of today, with its target.',
      at: { x: 0, y: 5, w: 12, h: 9 },
      value: 'service_level:20',
      target: serviceLevelTarget,
    }),
    pie(agentsNow, {
      id: 'agents-by-activity-now',
      title: 'Agents by activity',
      question: 'What are agents doing?',
      alt: 'Donut chart of agents by what they are doing.',
      at: { x: 12, y: 5, w: 12, h: 9 },
      category: 'activity',
      value: 'agents_online_now',
      parts: 5,
    }),
    bar(queuesNow, {
      id: 'in-queue-by-queue-now',
      title: 'In queue by queue, at least',
      subtitle: 'Only who has left since',
      question: 'In which queues do customers wait?',
      alt: 'Bar chart of contacts in queue by queue, most first.',
      at: { x: 24, y: 5, w: 12, h: 9 },
      category: 'queue_name',
      values: ['contacts_in_queue_now'],
      tooltip: ['longest_wait_now'],
      top: { count: 10, by: 'contacts_in_queue_now' },
    }),
    line(queueMoments, {
      id: 'in-queue-today',
      title: 'Contacts in queue today',
      subtitle: 'Each quarter of an hour; too few at the end: who still waits is not counted',
      question: 'When was the queue long today?',
      alt: 'Line chart of contacts in queue at the beginning of each quarter of an hour of the day.',
      at: { x: 0, y: 14, w: 18, h: 9 },
      category: 'local_interval_start',
      values: ['contacts_in_queue'],
      // Who still waits, or talks, has no record yet: most have an hour later.
      settles_after_s: 3_600,
    }),
    line(contacts, {
      id: 'handled-today',
      title: 'Queued, handled and abandoned today',
      subtitle: 'By the quarter of an hour in which they ended',
      question: 'How does the day go?',
      alt: 'Line chart of contacts queued, handled and abandoned by quarter of an hour of the day.',
      at: { x: 18, y: 14, w: 18, h: 9 },
      category: 'local_interval_start',
      values: ['contacts_queued', 'contacts_handled', 'contacts_abandoned'],
    }),
    table(contacts, {
      id: 'queues-today',
      title: 'Queues today',
      question: 'Which queues need help?',
      alt: 'Table of queues with contacts queued, service level, abandonment rate and waits of today.',
      at: { x: 0, y: 23, w: 24, h: 10 },
      group_by: ['queue_name'],
      values: [
        'contacts_queued',
        'service_level:20',
        'abandonment_rate',
        'avg_queue_answer_time',
        'max_queued_time',
      ],
      limit: 100,
      totals: true,
      formats: [
        { of: 'service_level:20', when: 'below', limit: serviceLevelTarget, tone: 'bad' },
        { of: 'abandonment_rate', when: 'above', limit: abandonmentLimit, tone: 'bad' },
      ],
    }),
  ],
})
