import { contacts } from '../utc-contacts.ts'
import {
  areRefused,
  bar,
  caption,
  colors,
  combo,
  histogram,
  kpi,
  line,
  pivot,
  sankey,
  table,
} from './spec.ts'

/** Contacts, one sum of which is not made by queue. */
const notByQueue = {
  ...contacts,
  metrics: {
    ...contacts.metrics,
    contacts_handled: { ...contacts.metrics.contacts_handled, not_by: { queue: 'Why not.' } },
  },
}
/** Contacts, with one more dimension to go down to. */
const wider = {
  ...contacts,
  dimensions: { ...contacts.dimensions, contact_id: { label: 'Contact', none: 'None' } },
}
const points = { kind: 'scatter', x: 'contacts_created', y: 'avg_handle_time' }

areRefused([
  [
    'an axis without an order',
    { ...line, category: 'channel' },
    /no order of its own/,
    'channel, a varchar',
    /contact_date/,
  ],
  [
    'lines of colours and of several values',
    { ...line, values: ['contacts_created', 'contacts_handled'], colors },
    /values does not hold/,
    '2',
    /1 to 1/,
  ],
  [
    'too many colours',
    { ...line, colors: { ...colors, top: { count: 9, by: 'contacts_created' } } },
    /top does not hold/,
    '9',
    /1 to 8/,
  ],
  [
    'a colour by which the measure is not made',
    { ...line, values: ['abandonment_rate'], colors: { ...colors, by: 'agent_username' } },
    /abandonment_rate cannot be split/,
    'agent_username',
    /other dimension/,
  ],
  [
    'bars that nothing bounds',
    { ...bar, top: undefined },
    /which categories are shown/,
    'top, by agent_username',
    /count/,
  ],
  [
    'too many bars',
    { ...bar, top: { count: 101, by: 'contacts_handled' } },
    /top does not hold/,
    '101',
    /1 to 100/,
  ],
  [
    'the most by a ratio',
    { ...bar, top: { count: 5, by: 'avg_handle_time' } },
    /only a sum can/,
    'avg_handle_time',
    /contacts_/,
  ],
  ['an unknown arrangement', { ...bar, arrangement: 'piled' }, /no such arrangement/, 'piled', /stacked_100/],
  [
    'an unknown orientation',
    { ...bar, orientation: 'diagonal' },
    /no such orientation/,
    'diagonal',
    /vertical/,
  ],
  [
    'ratios put on top of each other',
    { ...bar, arrangement: 'stacked' },
    /only a sum can/,
    'avg_handle_time',
    /contacts_/,
  ],
  [
    'a drill-down to where it came from',
    { ...bar, drill: ['queue_name', 'agent_username'] },
    /names a dimension twice/,
    'agent_username',
    /each once/,
  ],
  [
    'a drill-down twice to the same',
    { ...bar, drill: ['queue_name', 'queue_name'] },
    /names a dimension twice/,
    'queue_name',
    /each once/,
  ],
  [
    'a drill-down too deep',
    {
      ...bar,
      data: wider,
      drill: ['queue_name', 'channel', 'disconnect_reason', 'contact_date', 'contact_id'],
    },
    /drill does not hold/,
    '5',
    /1 to 4/,
  ],
  [
    'a drill-down by which the measure is not made',
    { ...bar, category: 'queue_name', values: ['abandonment_rate'], drill: ['agent_username'] },
    /abandonment_rate cannot be split/,
    'agent_username',
    /other dimension/,
  ],
  [
    'a minimum of a ratio',
    { ...bar, minimum: { of: 'avg_handle_time', count: 5 } },
    /only a sum can/,
    'avg_handle_time',
    /contacts_/,
  ],
  [
    'bars of two units',
    { ...combo, bars: ['contacts_created', 'avg_handle_time'] },
    /different units/,
    'count, s',
    /one unit/,
  ],
  ['lines of nothing', { ...combo, lines: [] }, /lines does not hold/, '0', /1 to 5/],
  ['no rows of a table', { ...table, limit: 0 }, /limit does not hold/, '0', /1 to 10000/],
  ['a table of nothing', { ...table, values: [] }, /values does not hold/, '0', /1 to 200/],
  [
    'a link of what is no group',
    { ...table, links: [{ of: 'queue_name', to: 'https://x.example/{}', title: 'X' }] },
    /no such link/,
    'queue_name',
    /channel/,
  ],
  [
    'a link that runs a script',
    { ...table, links: [{ of: 'channel', to: 'javascript:alert({})', title: 'X' }] },
    /leads nowhere/,
    'javascript:alert({})',
    /https/,
  ],
  ...['https://crm.example{}', 'https://crm.example?of={}', 'https://{}/contact', 'https://me@{}'].map(
    to =>
      [
        `a link whose host values can change: ${to}`,
        { ...table, links: [{ of: 'channel', to, title: 'X' }] },
        /leads nowhere/,
        to,
        /https:\/\/host\//,
      ] as const,
  ),
  ['a pivot without columns', { ...pivot, columns: [] }, /columns does not hold/, '0', /1 to 40/],
  [
    'a pivot by what the measure is not made by',
    { ...pivot, rows: ['agent_username'], values: ['service_level:20'] },
    /service_level:20 cannot be split/,
    'agent_username',
    /other dimension/,
  ],
  ['a pivot of too many rows', { ...pivot, limit: 1001 }, /limit does not hold/, '1001', /1 to 1000/],
  [
    'a heat map without orders',
    {
      ...caption,
      kind: 'heat_map',
      rows: 'queue_name',
      columns: 'contact_date',
      value: 'contacts_created',
    },
    /no order of its own/,
    'queue_name, a varchar',
    /contact_date/,
  ],
  [
    'a funnel of ratios',
    { ...caption, kind: 'funnel', category: 'contact_date', value: 'abandonment_rate' },
    /only a sum can/,
    'abandonment_rate',
    /contacts_/,
  ],
  [
    'flows of ratios',
    { ...sankey, weight: 'avg_handle_time' },
    /only a sum can/,
    'avg_handle_time',
    /contacts_/,
  ],
  ['too many flows', { ...sankey, top: 101 }, /top does not hold/, '101', /1 to 100/],
  ['no number', { ...histogram, value: 'handle_time' }, /no such number/, 'handle_time', /handle_time_s/],
  ['bins without a width', { ...histogram, width: 0 }, /bins have no width/, '0', /above 0/],
  ['no bins', { ...histogram, bins: 0 }, /bins does not hold/, '0', /1 to 100/],
  [
    'too many boxes',
    {
      ...caption,
      kind: 'box_plot',
      category: 'queue_name',
      value: 'handle_time_s',
      top: { count: 21, by: 'contacts_created' },
    },
    /top does not hold/,
    '21',
    /1 to 20/,
  ],
  [
    'points of a size that is no sum',
    {
      ...{
        ...caption,
        kind: 'scatter',
        category: 'queue_name',
        x: 'contacts_created',
        y: 'avg_handle_time',
      },
      ...{ size: 'avg_handle_time', top: { count: 5, by: 'contacts_created' } },
    },
    /only a sum can/,
    'avg_handle_time',
    /contacts_/,
  ],
  ...(
    [
      ['boxes', { kind: 'box_plot', value: 'handle_time_s', top: { count: 5, by: 'contacts_handled' } }],
      ['points', { ...points, top: { count: 5, by: 'contacts_handled' } }],
      [
        'points of a size',
        { ...points, size: 'contacts_handled', top: { count: 5, by: 'contacts_created' } },
      ],
      ['points at a height', { ...points, y: 'contacts_handled', top: { count: 5, by: 'contacts_created' } }],
      ['bars', { kind: 'bar', values: ['contacts_created'], top: { count: 5, by: 'contacts_handled' } }],
      ['lines', { ...line, colors: { by: 'queue_name', top: { count: 5, by: 'contacts_handled' } } }],
    ] as const
  ).map(
    ([what, wells]) =>
      [
        `${what} by what a measure is not made by`,
        { ...caption, category: 'queue_name', ...wells, data: notByQueue },
        /contacts_handled cannot be split/,
        'queue_name',
        /other dimension/,
      ] as const,
  ),
  [
    'areas of ratios',
    { ...caption, kind: 'tree_map', group: 'queue_name', size: 'abandonment_rate', parts: 5 },
    /only a sum can/,
    'abandonment_rate',
    /contacts_/,
  ],
  [
    'too many words',
    { ...caption, kind: 'word_cloud', group: 'disconnect_reason', size: 'contacts_created', words: 101 },
    /words does not hold/,
    '101',
    /1 to 100/,
  ],
  [
    'sentences by what the measure is not made by',
    { ...caption, kind: 'insight', value: 'abandonment_rate', trend: 'contact_date', by: 'agent_username' },
    /abandonment_rate cannot be split/,
    'agent_username',
    /other dimension/,
  ],
  ['too high', { ...kpi, at: { x: 0, y: 0, w: 9, h: 22 } }, /too high/, 'x 0, y 0, w 9, h 22', /up to 21/],
])
