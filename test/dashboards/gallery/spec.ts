import { dashboard, sheet } from '../../../dashboards/spec/dashboard.ts'
import { dates, list } from '../../../dashboards/spec/filter.ts'
import { parameter } from '../../../dashboards/spec/parameter.ts'
import * as visual from '../../../dashboards/spec/visual.ts'
import { share } from '../../../dashboards/spec/wells.ts'
import { clocked } from './dataset.ts'

const target = parameter({
  ...{ name: 'service_level_target', label: 'Service level target', unit: 'percent' },
  ...{ default: 80, min: 0, max: 100 },
})

const at = (x: number, y: number, w: number, h: number) => ({ x, y, w, h })
const words = (id: string, title: string) => ({
  ...{ id, title, question: `What does ${title.toLowerCase()} show?` },
  alt: `${title}, as a picture.`,
})

const figures = [
  visual.kpi(clocked, {
    ...words('kpi', 'Contacts'),
    ...{ at: at(0, 0, 9, 5), value: 'contacts_created', trend: 'contact_date' },
  }),
  visual.kpi(clocked, {
    ...words('kpi-plain', 'Contacts handled'),
    ...{ at: at(9, 0, 9, 5), value: 'contacts_handled' },
  }),
  visual.kpi(clocked, {
    ...words('kpi-target', 'Service level 20 s'),
    ...{ at: at(18, 0, 9, 5), value: 'service_level:20', target },
    formats: [
      { of: 'service_level:20', when: 'below', limit: target, tone: 'bad' },
      { of: 'service_level:20', when: 'above', limit: target, tone: 'good' },
    ],
  }),
  visual.kpi(clocked, {
    ...words('kpi-max', 'Longest wait'),
    ...{ at: at(27, 0, 9, 5), value: 'max_queued_time' },
  }),
  visual.gauge(clocked, {
    ...words('gauge', 'Service level'),
    ...{ at: at(0, 5, 10, 9), value: 'service_level:20', target },
  }),
  visual.insight(clocked, {
    ...words('insight', 'What changed'),
    ...{ at: at(10, 5, 26, 9), value: 'contacts_abandoned', trend: 'contact_date', by: 'queue_name' },
  }),
]

const lines = [
  visual.line(clocked, {
    ...words('line', 'Contacts by day'),
    ...{ at: at(0, 14, 18, 10), category: 'contact_date' },
    values: ['contacts_created', 'contacts_handled', 'contacts_abandoned'],
  }),
  visual.line(clocked, {
    ...words('line-target', 'Service level by day'),
    ...{ at: at(18, 14, 18, 10), category: 'contact_date', values: ['service_level:20'], target },
  }),
  visual.line(clocked, {
    ...words('line-moments', 'Contacts by interval'),
    ...{ at: at(0, 24, 18, 10), category: 'interval_start', values: ['contacts_created'] },
  }),
  visual.line(clocked, {
    ...words('line-colors', 'Contacts by weekday and queue'),
    ...{ at: at(18, 24, 18, 10), category: 'weekday', values: ['contacts_created'] },
    colors: { by: 'queue_name', top: { count: 5, by: 'contacts_created' } },
  }),
  visual.combo(clocked, {
    ...words('combo', 'Contacts and handle time by day'),
    ...{ at: at(0, 34, 18, 10), category: 'contact_date' },
    ...{ bars: ['contacts_handled', 'contacts_abandoned'], lines: ['avg_handle_time'] },
  }),
  visual.heatMap(clocked, {
    ...words('heat-map', 'Contacts by weekday and hour'),
    ...{ at: at(18, 34, 18, 10), rows: 'weekday', columns: 'hour', value: 'contacts_created' },
  }),
]

const bars = [
  visual.bar(clocked, {
    ...words('bar', 'Average handle time by agent'),
    ...{ at: at(0, 44, 12, 12), category: 'agent_username', values: ['avg_handle_time'] },
    ...{ tooltip: ['contacts_handled'], top: { count: 12, by: 'contacts_handled' } },
    minimum: { of: 'contacts_handled', count: 20 },
  }),
  visual.bar(clocked, {
    ...words('bar-values', 'Handled and abandoned by queue'),
    ...{ at: at(12, 44, 12, 12), category: 'queue_name' },
    ...{ values: ['contacts_handled', 'contacts_abandoned'], top: { count: 6, by: 'contacts_handled' } },
  }),
  visual.bar(clocked, {
    ...words('bar-stacked', 'Contacts by queue and channel'),
    ...{ at: at(24, 44, 12, 12), category: 'queue_name', values: ['contacts_created'] },
    ...{ colors: 'channel', arrangement: 'stacked', top: { count: 6, by: 'contacts_created' } },
  }),
  visual.bar(clocked, {
    ...words('bar-hours', 'Contacts by hour'),
    ...{ at: at(0, 56, 18, 9), category: 'hour', values: ['contacts_created'], orientation: 'vertical' },
  }),
  visual.bar(clocked, {
    ...words('bar-hundred', 'Outcome by weekday'),
    ...{ at: at(18, 56, 18, 9), category: 'weekday', orientation: 'vertical' },
    ...{ values: ['contacts_handled', 'contacts_abandoned'], arrangement: 'stacked_100' },
  }),
  visual.bar(clocked, {
    ...words('bar-days', 'Contacts by day and queue'),
    ...{ at: at(0, 65, 18, 9), category: 'contact_date', values: ['contacts_created'] },
    ...{ colors: 'queue_name', arrangement: 'stacked', orientation: 'vertical' },
  }),
  visual.histogram(clocked, {
    ...words('histogram', 'Time in queue'),
    ...{ at: at(18, 65, 18, 9), value: 'queue_duration_s', width: 10, bins: 12 },
  }),
]

const parts = [
  visual.pie(clocked, {
    ...words('pie', 'Contacts abandoned by queue'),
    ...{ at: at(0, 74, 18, 9), category: 'queue_name', value: 'contacts_abandoned', parts: 4 },
  }),
  visual.treeMap(clocked, {
    ...words('tree-map', 'Contacts by queue, coloured by handle time'),
    ...{ at: at(18, 74, 18, 9), group: 'queue_name', size: 'contacts_created', color: 'avg_handle_time' },
    parts: 5,
  }),
  visual.funnel(clocked, {
    ...words('funnel', 'How contacts began'),
    ...{ at: at(0, 83, 12, 9), category: 'initiation_method', value: 'contacts_created' },
  }),
  visual.sankey(clocked, {
    ...words('sankey', 'From queue to reason'),
    ...{ at: at(12, 83, 24, 13), source: 'queue_name', destination: 'disconnect_reason' },
    ...{ weight: 'contacts_created', top: 20 },
  }),
  visual.wordCloud(clocked, {
    ...words('word-cloud', 'Agents by contacts'),
    ...{ at: at(0, 92, 12, 9), group: 'agent_username', size: 'contacts_handled', words: 30 },
  }),
  visual.boxPlot(clocked, {
    ...words('box-plot', 'Handle time by queue'),
    ...{ at: at(12, 96, 12, 11), category: 'queue_name', value: 'handle_time_s' },
    top: { count: 6, by: 'contacts_handled' },
  }),
  visual.scatter(clocked, {
    ...words('scatter', 'Agents: contacts and handle time'),
    ...{ at: at(24, 96, 12, 11), category: 'agent_username', x: 'contacts_handled', y: 'avg_handle_time' },
    ...{ size: 'contacts_handled', top: { count: 20, by: 'contacts_handled' } },
  }),
]

const tables = [
  visual.table(clocked, {
    ...words('table', 'Disconnect reasons'),
    ...{ at: at(0, 107, 16, 12), group_by: ['disconnect_reason', 'channel'] },
    values: ['contacts_created', share('contacts_created'), 'avg_handle_time'],
    ...{ limit: 5, totals: true },
    formats: [{ of: 'avg_handle_time', when: 'above', limit: 360, tone: 'bad' }],
    links: [{ of: 'disconnect_reason', to: 'https://example.com/reasons/{}', title: 'Look it up' }],
  }),
  visual.pivot(clocked, {
    ...words('pivot', 'Contacts by queue, reason and channel'),
    ...{ at: at(16, 107, 20, 12), rows: ['queue_name', 'disconnect_reason'], columns: ['channel'] },
    ...{ values: ['contacts_created', 'service_level:20'], subtotals: true, limit: 12 },
    formats: [{ of: 'service_level:20', when: 'below', limit: target, tone: 'bad' }],
  }),
]

/** Every kind of visual, and every way in which it can be drawn. */
export const gallery = dashboard({
  ...{ id: 'gallery', title: 'Gallery', parameters: [target] },
  dates: dates(clocked, { default_days: 14 }),
  filters: [list(clocked, { name: 'queue', label: 'Queue', plural: 'queues', column: 'queue_name' })],
  sheets: [
    sheet({
      ...{ id: 'gallery', title: 'Gallery', question: 'What does every kind of visual look like?' },
      visuals: [...figures, ...lines, ...bars, ...parts, ...tables],
      texts: [
        {
          ...{ id: 'text', title: 'How to read this', at: at(0, 101, 12, 6) },
          paragraphs: [
            'Contacts count to the moment of their disconnect.',
            'Ratios are made of sums: no mean of means.',
          ],
        },
      ],
    }),
  ],
})
