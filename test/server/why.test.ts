import { Command } from 'commander'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settleConfig } from '../../cli/config.ts'
import type { OpenLake } from '../../cli/lake.ts'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import { whyOfDashboards } from '../../cli/why/dashboard.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from './asked.ts'
import { servedLake } from './served-lake.ts'

const served = servedLake(temporaryFolder())
let server: RunningServer

beforeAll(async () => {
  await served.take(
    [
      { id: 'a', at: '2025-07-01T09:00:00Z', queue: 'Sales', agent: 'ann', talk_s: 100 },
      { id: 'b', at: '2025-07-02T10:00:00Z', queue: 'Sales', agent: 'bob', talk_s: 200 },
      { id: 'c', at: '2025-07-02T11:00:00Z', queue: "Bob's", agent: null, wait_s: 40 },
      { id: 'd', at: '2025-07-02T12:00:00Z', queue: 'Sales', agent: null, channel: 'CHAT' },
      { id: 'e', at: '2025-07-03T13:00:00Z', queue: null, agent: null },
    ],
    0,
    '2025/07/03/14/',
  )
  server = await startServer({
    ...{ lake: served.source, port: 0, service_level_target_percent: 80 },
    why: whyOfDashboards(
      { path: '/my lake', catalog: { views: async () => [] } } as unknown as OpenLake,
      settleConfig(new Command('why'), {}),
    ),
    report: error => {
      throw error
    },
  })
})
afterAll(() => server.close())

const why = async (more: string) => (await asked(server.url, `/api/why?dashboard=overview&${more}`)).json()

test('a ratio: its two sums, the rows behind it, and the command that gives the same', async () => {
  const answer = await why('visual=abandonment-rate&measure=abandonment_rate')
  // Four were queued, two of them given up.
  expect(answer).toMatchObject({
    ...{ value: 50, unit: 'percent' },
    sums: [{ value: 2 }, { value: 4 }],
    rows: { counted: 5, in_numerator: 2, in_denominator: 4, in_neither: 1 },
    completeness: { records_read: 5, records_accepted: 5 },
  })
  expect(
    answer.behind.flatMap((each: { records: { id: string }[] }) => each.records.map(({ id }) => id)),
  ).toEqual(expect.arrayContaining(['c', 'd']))
  expect(answer.command).toBe(
    "connect-lake why abandonment_rate --lake '/my lake' --from 2025-07-01 --to 2025-07-04 --tz UTC",
  )
})

test('a group, of what the viewer has filtered; texts are quoted for a shell', async () => {
  const answer = await why(
    "visual=abandonment-by-queue&measure=contacts_abandoned&group=queue_name:Bob's&channel=VOICE&dates=last_2_days",
  )
  expect(answer).toMatchObject({ value: 1, sums: [] })
  expect(answer.command).toBe(
    `connect-lake why contacts_abandoned --lake '/my lake' --by queue --value 'Bob'\\''s' --where channel=VOICE --from 2025-07-02 --to 2025-07-04 --tz UTC`,
  )
  expect(
    await why('visual=contact-volume&measure=contacts_created&group=local_date:2025-07-02'),
  ).toMatchObject({
    value: 3,
  })
  expect(await why('visual=disconnect-reasons&measure=contacts_created&group=channel:CHAT')).toMatchObject({
    value: 1,
  })
})

test.each([
  ['visual=abandonment-rate&measure=contacts_created', 'the visual has no such measure'],
  [
    'visual=abandonment-rate&measure=abandonment_rate&from=2024-01-01&to=2024-01-02',
    'there is no row behind',
  ],
  ['visual=abandonment-by-queue&measure=contacts_abandoned&group=queue_name:Agent queues', 'not one value'],
  [
    'visual=handle-time-by-agent&measure=avg_handle_time&group=agent_username&queue=Agent queues',
    'not one value',
  ],
  ['visual=abandonment-rate&measure=abandonment_rate&agent=ann', 'not made by agent'],
])('%s: %s', async (more, what) => {
  expect((await why(encodeURI(more))).problem).toMatchObject({ what: expect.stringContaining(what) })
})

test('a server that was not given the way back has none', async () => {
  const other = await startServer({ lake: served.source, port: 0, service_level_target_percent: 80 })
  const path = '/api/why?dashboard=overview&visual=contacts&measure=contacts_created'
  expect((await asked(other.url, path)).status).toBe(404)
  await other.close()
})
