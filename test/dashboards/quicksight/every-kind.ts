import { normaliseAll } from '../../../dashboards/normal/dashboard.ts'
import { quickSightSettings } from '../../../dashboards/quicksight/settings.ts'
import { dashboard } from '../../../dashboards/spec/dashboard.ts'
import { dataset } from '../../../dashboards/spec/dataset.ts'
import { dates, list, range } from '../../../dashboards/spec/filter.ts'
import { parameter } from '../../../dashboards/spec/parameter.ts'
import {
  bar,
  boxPlot,
  combo,
  funnel,
  gauge,
  heatMap,
  histogram,
  insight,
  kpi,
  line,
  pie,
  pivot,
  sankey,
  scatter,
  table,
  text,
  treeMap,
  wordCloud,
} from '../../../dashboards/spec/visual.ts'
import { share } from '../../../dashboards/spec/wells.ts'
import { equals } from '../../../sql/metrics/condition.ts'
import { contacts as subject } from '../../../sql/metrics/contacts.ts'
import { contact } from '../../../sql/views/contact.ts'

/** Contacts, with a dimension of every sort. */
export const calls = dataset(subject, contact, {
  name: 'calls',
  day: 'contact_date',
  dimensions: {
    contact_date: { label: 'Day', none: 'No day' },
    interval_start: { label: 'Quarter of an hour', none: 'No time' },
    queue_name: {
      ...{ label: 'Queue', none: 'No queue', coloured: true },
      merged: { rows: equals('queue_kind', 'AGENT'), as: "Agents' queues" },
    },
    agent_username: { label: 'Agent', none: 'No agent' },
    // One of the codes has no words.
    disconnect_reason: {
      ...{ label: 'Disconnect reason', none: 'No reason' },
      codes: [
        ['CUSTOMER_DISCONNECT', 'Customer hung up'],
        ['AGENT_DISCONNECT', 'Agent hung up'],
      ],
    },
    initiation_method: { label: 'Initiation method', none: 'No method' },
    // Neither by alphabet nor by size.
    channel: {
      ...{ label: 'Channel', none: 'No channel' },
      values: [
        ['VOICE', 'Calls'],
        ['CHAT', 'Chats'],
        ['TASK', 'Tasks'],
      ],
    },
    number_of_holds: {
      ...{ label: 'Holds of a contact', none: 'Not handled' },
      values: [
        [0, 'none'],
        [1, 'one'],
        [2, 'two'],
      ],
    },
  },
  numbers: {
    handle_time_s: { label: 'Handle time of a contact', unit: 's' },
    queue_duration_s: { label: 'Wait of a contact', unit: 's' },
  },
})

const target = parameter({
  ...{ name: 'service_level_target', label: 'Service level target', unit: 'percent' },
  ...{ default: 80, min: 0, max: 100 },
})

const longest = parameter({
  ...{ name: 'longest_handle_time', label: 'Longest handle time', unit: 's' },
  ...{ default: 300, min: 0, max: 3600 },
})

const caption = (id: string, x: number, y: number, w: number, h: number) => ({
  id,
  title: `The ${id}`,
  question: `What does the ${id} say?`,
  alt: `A ${id}.`,
  at: { x, y, w, h },
})

const top = { count: 3, by: 'contacts_created' } as const

/** A sheet that every kind of visual stands on, and one to go to. */
const everyKind = dashboard({
  id: 'every-kind',
  title: 'Every kind',
  dates: dates(calls, { default_days: 2 }),
  parameters: [target, longest],
  filters: [
    list(calls, { name: 'queue', label: 'Queue', plural: 'queues', column: 'queue_name' }),
    list(calls, { name: 'agent', label: 'Agent', plural: 'agents', column: 'agent_username' }),
    list(calls, {
      name: 'channel',
      label: 'Channel',
      plural: 'channels',
      column: 'channel',
      except: ['words'],
    }),
    range(calls, { name: 'wait', label: 'Wait', column: 'queue_duration_s', sheets: ['kinds'] }),
    range(calls, { name: 'handle_time', label: 'Handle time', column: 'handle_time_s' }),
  ],
  sheets: [
    {
      id: 'kinds',
      title: 'Kinds',
      question: 'Is every kind compiled?',
      texts: [
        text({
          id: 'words-of-ours',
          title: 'Read <this> & that',
          paragraphs: ['The first paragraph.', 'The "second" one.'],
          at: { x: 0, y: 88, w: 36, h: 3 },
        }),
      ],
      visuals: [
        kpi(calls, {
          ...caption('contacts', 0, 0, 9, 5),
          ...{ value: 'contacts_created', trend: 'contact_date' },
          opens: { dashboard: 'every-kind', sheet: 'more' },
        }),
        kpi(calls, {
          ...caption('rate', 9, 0, 9, 5),
          ...{ value: 'abandonment_rate', trend: 'contact_date', target },
          formats: [{ of: 'abandonment_rate', when: 'above', limit: 5, tone: 'bad' }],
        }),
        kpi(calls, { ...caption('longest-wait', 18, 0, 9, 5), value: 'max_queued_time' }),
        gauge(calls, { ...caption('level', 27, 0, 9, 5), value: 'service_level:20', target }),
        line(calls, {
          ...caption('days', 0, 5, 18, 8),
          ...{ category: 'contact_date', values: ['abandonment_rate', 'service_level:20'], target },
        }),
        line(calls, {
          ...caption('agents-by-day', 18, 5, 18, 8),
          ...{ category: 'contact_date', values: ['avg_handle_time'] },
          colors: { by: 'agent_username', top: { count: 2, by: 'contacts_handled' } },
        }),
        bar(calls, {
          ...caption('agents', 0, 13, 18, 8),
          ...{ category: 'agent_username', values: ['avg_handle_time'], tooltip: ['contacts_handled'] },
          ...{ top: { count: 3, by: 'contacts_handled' }, minimum: { of: 'contacts_handled', count: 2 } },
          drill: ['queue_name', 'channel'],
          opens: { dashboard: 'elsewhere', sheet: 'there' },
        }),
        bar(calls, {
          ...caption('channels', 18, 13, 18, 8),
          ...{ category: 'channel', values: ['contacts_created'], colors: 'queue_name' },
          ...{ arrangement: 'stacked', orientation: 'vertical' },
        }),
        combo(calls, {
          ...caption('volume', 0, 21, 18, 8),
          ...{ category: 'interval_start', bars: ['contacts_queued'], lines: ['abandonment_rate'] },
        }),
        pie(calls, {
          ...caption('queues', 18, 21, 18, 8),
          ...{ category: 'queue_name', value: 'contacts_abandoned', parts: 2, drill: ['disconnect_reason'] },
        }),
        table(calls, {
          ...caption('reasons', 0, 29, 18, 10),
          ...{ group_by: ['disconnect_reason', 'agent_username'], limit: 100, totals: true },
          values: ['contacts_created', share('contacts_created'), 'avg_handle_time'],
          formats: [{ of: 'avg_handle_time', when: 'above', limit: longest, tone: 'warning' }],
          links: [{ of: 'agent_username', to: 'https://people.example/{}', title: 'Who is this?' }],
        }),
        pivot(calls, {
          ...caption('matrix', 18, 29, 18, 10),
          ...{ rows: ['queue_name', 'agent_username'], columns: ['channel'], subtotals: true, limit: 50 },
          values: ['contacts_created', 'avg_handle_time'],
          formats: [{ of: 'avg_handle_time', when: 'below', limit: 120, tone: 'good' }],
        }),
        heatMap(calls, {
          ...caption('week', 0, 39, 18, 10),
          ...{ rows: 'number_of_holds', columns: 'contact_date', value: 'service_level:20' },
        }),
        funnel(calls, {
          ...caption('stages', 18, 39, 18, 10),
          ...{ category: 'channel', value: 'contacts_handled' },
        }),
        sankey(calls, {
          ...caption('flows', 0, 49, 18, 10),
          ...{ source: 'initiation_method', destination: 'disconnect_reason' },
          ...{ weight: 'contacts_created', top: 3 },
        }),
        histogram(calls, {
          ...caption('waits', 18, 49, 18, 10),
          ...{ value: 'queue_duration_s', width: 10, bins: 5 },
        }),
        boxPlot(calls, {
          ...caption('spread', 0, 59, 18, 10),
          ...{ category: 'queue_name', value: 'handle_time_s', top },
        }),
        scatter(calls, {
          ...caption('points', 18, 59, 18, 10),
          ...{ category: 'queue_name', x: 'contacts_created', y: 'avg_handle_time' },
          ...{ size: 'contacts_abandoned', top },
        }),
        treeMap(calls, {
          ...caption('areas', 0, 69, 18, 10),
          ...{ group: 'queue_name', size: 'contacts_created', color: 'avg_handle_time', parts: 2 },
          drill: ['agent_username'],
        }),
        wordCloud(calls, {
          ...caption('words', 18, 69, 18, 10),
          ...{ group: 'disconnect_reason', size: 'contacts_created', words: 2 },
        }),
        insight(calls, {
          ...caption('sentences', 0, 79, 36, 9),
          ...{ value: 'abandonment_rate', trend: 'contact_date', by: 'queue_name' },
        }),
      ],
    },
    {
      id: 'more',
      title: 'More',
      question: 'Is there more?',
      visuals: [
        table(calls, {
          ...caption('contacts-by-queue', 0, 0, 36, 10),
          ...{ group_by: ['queue_name'], values: ['contacts_created'], limit: 100 },
        }),
      ],
    },
  ],
})

/** A dashboard that another one leads to. */
const elsewhere = dashboard({
  id: 'elsewhere',
  title: 'Elsewhere',
  dates: dates(calls, { default_days: 2 }),
  parameters: [],
  filters: [],
  sheets: [
    {
      id: 'there',
      title: 'There',
      question: 'What is there?',
      visuals: [kpi(calls, { ...caption('handled', 0, 0, 9, 5), value: 'contacts_handled' })],
    },
  ],
})

export const everyDashboard = normaliseAll([everyKind, elsewhere])

export const settings = quickSightSettings.parse({
  account_id: '123456789012',
  region: 'eu-central-1',
  identity_region: 'us-east-1',
  prefix: 'test-',
  workgroup: 'connect-lake',
  database: 'connect_lake',
  role_arn: 'arn:aws:iam::123456789012:role/connect-lake-quicksight',
  groups: { leads: 'viewer', analysts: 'author', builders: 'owner' },
})
