import { repeats } from '../datasets/repeats.ts'
import { sheet } from '../spec/dashboard.ts'
import { bar, kpi, line, table, text } from '../spec/visual.ts'
import { resolutionTarget } from '../targets.ts'

/** Whether a customer's matter was settled, by whether the customer came again. */
export const returns = sheet({
  id: 'returns',
  title: 'Repeat callers',
  question: 'Is the matter settled at the first contact, or do customers come again?',
  texts: [
    text({
      id: 'about-maturity',
      title: 'Which contacts count',
      at: { x: 0, y: 26, w: 36, h: 6 },
      paragraphs: [
        'Handled contacts of known customers who began them. For first contact resolution only mature ones: those that ended at least 7 days ago, so that the newest 7 days have no value yet.',
        'Who was here before the data begin is not known to have been here: in the first 1, 7 or 30 days of the data, the repeat contact rates within 1, 7 or 30 days are too low.',
      ],
    }),
  ],
  visuals: [
    kpi(repeats, {
      id: 'first-contact-resolution',
      title: 'First contact resolution, 7 days',
      subtitle: 'Mature contacts that no other followed',
      question: 'Which share of contacts settled the matter?',
      alt: 'First contact resolution, its trend by day, and the change against the period before.',
      at: { x: 0, y: 0, w: 12, h: 5 },
      value: 'first_contact_resolution:7',
      trend: 'local_date',
      target: resolutionTarget,
    }),
    kpi(repeats, {
      id: 'repeat-contact-rate',
      title: 'Repeat contact rate, 7 days',
      subtitle: 'Customers who had been here before',
      question: 'Which share of contacts is of customers who come again?',
      alt: 'Repeat contact rate, its trend by day, and the change against the period before.',
      at: { x: 12, y: 0, w: 12, h: 5 },
      value: 'repeat_contact_rate:7',
      trend: 'local_date',
    }),
    kpi(repeats, {
      id: 'contacts-mature',
      title: 'Mature contacts, 7 days',
      question: 'Of how many contacts is it known whether another followed?',
      alt: 'Number of mature contacts, its trend by day, and the change against the period before.',
      at: { x: 24, y: 0, w: 12, h: 5 },
      value: 'contacts_mature:7',
      trend: 'local_date',
    }),
    line(repeats, {
      id: 'returns-by-day',
      title: 'Repeat contact rate by day and window',
      subtitle: 'Too low in the first days of the data: of 7 days in the first 7, of 30 in the first 30',
      question: 'Do customers come again sooner or more often than before?',
      alt: 'Line chart of the repeat contact rate within 1, 7 and 30 days, by day.',
      at: { x: 0, y: 5, w: 20, h: 10 },
      category: 'local_date',
      values: ['repeat_contact_rate:1', 'repeat_contact_rate:7', 'repeat_contact_rate:30'],
    }),
    bar(repeats, {
      id: 'resolution-by-queue',
      title: 'First contact resolution by queue, 7 days',
      subtitle: 'By the queue that could have settled it',
      question: 'Which queues settle matters, and which send customers round again?',
      alt: 'Bar chart of first contact resolution by queue, highest first.',
      at: { x: 20, y: 5, w: 16, h: 10 },
      category: 'queue_name',
      values: ['first_contact_resolution:7'],
      tooltip: ['contacts_mature:7'],
      top: { count: 15, by: 'contacts_mature:7' },
      minimum: { of: 'contacts_mature:7', count: 20 },
      drill: ['agent_username'],
    }),
    table(repeats, {
      id: 'resolution-by-agent',
      title: 'Resolution by agent',
      subtitle: 'Compare only agents with enough mature contacts',
      question: 'Who settles matters at once?',
      alt: 'Table of agents with contacts, mature contacts, first contact resolution and repeat contact rate.',
      at: { x: 0, y: 15, w: 36, h: 11 },
      group_by: ['agent_username', 'queue_name'],
      values: [
        'repeatable_contacts',
        'contacts_mature:7',
        'first_contact_resolution:7',
        'issue_first_contact_resolution:7',
        'repeat_contact_rate:7',
      ],
      limit: 1_000,
      totals: true,
      formats: [
        { of: 'first_contact_resolution:7', when: 'below', limit: resolutionTarget, tone: 'warning' },
      ],
    }),
  ],
})
