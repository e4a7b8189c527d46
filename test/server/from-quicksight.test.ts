/** Where the action "Why this number" of a visual in QuickSight leads. */
import { expect, test } from 'vitest'
import { whyAddress } from '../../cli/server/from-quicksight.ts'
import { normaliseAll } from '../../dashboards/normal/dashboard.ts'
import { dashboard, sheet } from '../../dashboards/spec/dashboard.ts'
import { dates, list, range } from '../../dashboards/spec/filter.ts'
import { parameter } from '../../dashboards/spec/parameter.ts'
import { kpi } from '../../dashboards/spec/visual.ts'
import { calls } from '../dashboards/quicksight/every-kind.ts'

const words = { question: 'How much?', alt: 'A number.' }
const all = normaliseAll([
  dashboard({
    ...{ id: 'calls', title: 'Calls', dates: dates(calls, { default_days: 14 }) },
    filters: [
      list(calls, { name: 'queue', label: 'Queue', plural: 'queues', column: 'queue_name' }),
      list(calls, { name: 'channel', label: 'Channel', plural: 'channels', column: 'channel' }),
      list(calls, { name: 'reason', label: 'Reason', plural: 'reasons', column: 'disconnect_reason' }),
      range(calls, { name: 'handling', label: 'Handle time', column: 'handle_time_s' }),
    ],
    parameters: [
      parameter({ name: 'target', label: 'Target', unit: 'percent', default: 80, min: 0, max: 100 }),
    ],
    sheets: [
      sheet({
        ...{ id: 'volume', title: 'Volume', question: 'How much?' },
        visuals: [
          kpi(calls, {
            ...{ ...words, id: 'total', title: 'Calls', at: { x: 0, y: 0, w: 12, h: 5 } },
            value: 'contacts_created',
          }),
        ],
      }),
    ],
  }),
])
const led = (query: string, visual = 'total') =>
  whyAddress(all, { dashboard: 'calls', visual }, new URLSearchParams(query))

test.each([
  ['nothing is filled in', '', '/calls/volume#why-total'],
  [
    'days, in any form that QuickSight writes them',
    'from=2025-07-01T00%3A00%3A00&to=Wed Jul 02 2025 22:51 GMT%2B0000',
    '/calls/volume?from=2025-07-01&to=2025-07-02#why-total',
  ],
  ['days that cannot be', 'from=2025-07-02&to=2025-07-01', '/calls/volume#why-total'],
  ['a day that was not filled in', 'from=<<$From>>&to=2025-07-01', '/calls/volume#why-total'],
  [
    'values, each once; a target',
    'queue=Sales&queue=R%26D&queue=Sales&target=75.5',
    '/calls/volume?queue=Sales&queue=R%26D&target=75.5#why-total',
  ],
  [
    'the words of readers are values of the page',
    'channel=Calls&channel=Chats&queue=No queue',
    '/calls/volume?queue_none=1&channel=VOICE&channel=CHAT#why-total',
  ],
  [
    'words of codes, and a code that has none',
    'reason=Agent hung up&reason=TELECOM_PROBLEM',
    '/calls/volume?reason=AGENT_DISCONNECT&reason=TELECOM_PROBLEM#why-total',
  ],
  ['nothing chosen', 'queue=&channel=[ALL]&target=', '/calls/volume#why-total'],
  [
    'what the page cannot choose is left to its filter',
    "queue=Agents' queues&queue=Sales&channel=Calls",
    '/calls/volume?channel=VOICE#why-total',
  ],
  ['what cannot be, and what nobody knows', 'target=1000&queue=a%00b&x=1', '/calls/volume#why-total'],
])('%s', (_, query, address) => {
  expect(led(query)).toBe(address)
})

test('no such visual, no such dashboard', () => {
  expect(led('', 'another')).toBeUndefined()
  expect(whyAddress(all, { dashboard: 'x', visual: 'total' }, new URLSearchParams())).toBeUndefined()
})
