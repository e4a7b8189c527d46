import { callbacks as data } from '../datasets/callbacks.ts'
import { sheet } from '../spec/dashboard.ts'
import { bar, kpi, line, table } from '../spec/visual.ts'

/** What became of promises to call back. */
export const callbacks = sheet({
  id: 'callbacks',
  title: 'Callbacks',
  question: 'Do we keep our promise to call back?',
  visuals: [
    kpi(data, {
      id: 'callbacks-promised',
      title: 'Callbacks promised',
      question: 'How many customers chose to be called back?',
      alt: 'Number of callbacks promised, its trend by day, and its change.',
      at: { x: 0, y: 0, w: 9, h: 5 },
      value: 'callbacks_promised',
      trend: 'local_date',
    }),
    kpi(data, {
      id: 'callback-reach-rate',
      title: 'Customers reached',
      question: 'Which share of them did we reach?',
      alt: 'Share of customers reached, its trend by day, and its change.',
      at: { x: 9, y: 0, w: 9, h: 5 },
      value: 'callback_reach_rate',
      trend: 'local_date',
    }),
    kpi(data, {
      id: 'time-to-callback',
      title: 'Average time to callback',
      question: 'How long did they wait for our call?',
      alt: 'Average time from the promise to the conversation, its trend by day, and its change.',
      at: { x: 18, y: 0, w: 9, h: 5 },
      value: 'avg_time_to_callback',
      trend: 'local_date',
    }),
    kpi(data, {
      id: 'callback-attempts',
      title: 'Attempts by callback',
      question: 'How often do we have to try?',
      alt: 'Average number of attempts, its trend by day, and its change.',
      at: { x: 27, y: 0, w: 9, h: 5 },
      value: 'avg_callback_attempts',
      trend: 'local_date',
    }),
    line(data, {
      id: 'callbacks-by-day',
      title: 'Callbacks promised and reached by day',
      question: 'Do we keep up with our promises?',
      alt: 'Line chart of callbacks promised and customers reached by day.',
      at: { x: 0, y: 5, w: 20, h: 10 },
      category: 'local_date',
      values: ['callbacks_promised', 'callbacks_reached'],
    }),
    bar(data, {
      id: 'callback-outcomes',
      title: 'How callbacks ended',
      question: 'What became of them?',
      alt: 'Bars of callbacks by how the journey ended.',
      at: { x: 20, y: 5, w: 16, h: 10 },
      category: 'outcome',
      values: ['callbacks_promised'],
      top: { count: 10, by: 'callbacks_promised' },
    }),
    table(data, {
      id: 'callbacks-by-queue',
      title: 'Callbacks by queue',
      question: 'Which queues keep their promises?',
      alt: 'Table of queues with callbacks promised, customers reached, time and attempts.',
      at: { x: 0, y: 15, w: 36, h: 9 },
      group_by: ['queue_name'],
      values: [
        'callbacks_promised',
        'callbacks_reached',
        'callback_reach_rate',
        'avg_time_to_callback',
        'avg_callback_attempts',
      ],
      limit: 500,
      totals: true,
    }),
  ],
})
