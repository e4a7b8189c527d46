/** What analysts find in the console of Athena, asked of an engine: that it runs, of which days it is, and what it divides. */
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { provenFunctions } from '../sql/lint/functions.ts'
import { lint } from '../sql/lint/lint.ts'
import { namedQuestions } from '../sql/named-questions.ts'

const folder = temporaryFolder()
const { Agent, Queue } = contactRecord({ id: '' })
/** The day on which they are asked. */
const TODAY = '2025-07-15'
let lake: TestLake

beforeAll(async () => {
  lake = testLake(folder)
  const abandoned = { Agent: null, Queue: { ...Queue, Duration: 12 } }
  const long = { Agent: { ...Agent, AgentInteractionDuration: 160, CustomerHoldDuration: 0 } }
  const records = [
    contactRecord({ id: 'too-old', at: '2025-06-30T10:00:00Z', more: abandoned }),
    contactRecord({ id: 'first-day', at: '2025-07-01T10:00:00Z', more: abandoned }),
    contactRecord({ id: 'one', at: '2025-07-14T10:00:00Z' }),
    contactRecord({ id: 'two', at: '2025-07-14T11:00:00Z', more: long }),
    contactRecord({ id: 'three', at: '2025-07-14T12:00:00Z', more: abandoned }),
    contactRecord({ id: 'four', at: '2025-07-14T13:00:00Z' }),
  ]
  lake.add('connect/2025/07/14/13/records', concatenated(records))
  lake.add('connect/2025/07/01/10/damaged', '{"ContactId": "dam')
  lake.add('connect/2025/06/30/10/damaged', '{"ContactId": "dam')
  lake.add('connect/2025/07/14/13/damaged', '{"ContactId": "dam')
  await lake.run({ derive: true })
})

const questions = namedQuestions(TODAY)

test.each(questions)('$name keeps to what both engines answer alike', ({ sql }) =>
  expect(lint(sql, provenFunctions())).toEqual([]),
)

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`)

/** Worked by hand from the records above. */
const answers: Readonly<Record<string, readonly object[]>> = {
  'abandonment-by-queue-and-day': [
    { local_date: day('2025-07-01'), queued: 1, abandoned: 1, abandonment_percent: 100 },
    { local_date: day('2025-07-14'), queued: 4, abandoned: 1, abandonment_percent: 25 },
  ],
  // Talk, hold and wrap-up: 60 + 20 + 15 twice, and 160 + 0 + 15.
  'handle-time-by-queue-and-day': [
    { local_date: day('2025-07-01'), handled: 0, average_handle_time_s: null, longest_wait_s: 12 },
    {
      ...{ local_date: day('2025-07-14'), handled: 3, longest_wait_s: 30 },
      ...{ average_handle_time_s: 365 / 3, average_hold_time_s: 40 / 3 },
    },
  ],
  // Only whom somebody helped can come again: two and four.
  'who-comes-again': [{ dt: '2025-07-14', queue_name: 'Sales', journeys: 3, came_again: 2 }],
  'how-complete-and-how-fresh': [
    { dt: '2025-07-14', raw_objects: 2, records_accepted: 6, records_quarantined: 1 },
    { dt: '2025-07-01', raw_objects: 1, records_accepted: 0, records_quarantined: 1 },
  ],
  'why-records-were-quarantined': [
    { reason: 'not_json', records: 2, example: 'connect/2025/07/01/10/damaged' },
  ],
}

test.each(questions)('$name answers for a fortnight, its first day among it', async ({ name, sql }) => {
  const rows = await lake.rows(sql)
  expect(rows).toHaveLength(answers[name]?.length ?? Number.NaN)
  expect(rows).toMatchObject(answers[name] ?? [])
})
