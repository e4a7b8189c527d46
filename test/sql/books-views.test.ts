/** The lake's own books as views, and what metrics make of them. */
import { beforeAll, describe, expect, test } from 'vitest'
import { periodOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import { questionOf } from '../../sql/metrics/question.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { contactRecord } from '../fixture/record.ts'

const folder = temporaryFolder()

/** Key of an object that Firehose wrote at 03:04:05 UTC of a day. */
const at = (day: string): string =>
  `ctr/${day}/03/s-1-${day.replaceAll('/', '-')}-03-04-05-0b64a7a5-8ad3-4d26-9d3b-3f3c6c4f8a11`
const text = (id: string, when: string, more?: object): string =>
  JSON.stringify(contactRecord({ id, at: when, more: { ...more } }))

describe('by the clocks of New York, where 03:04 is of the day before', () => {
  let lake: TestLake
  const objects = {
    [at('2025/07/01')]:
      `${text('a', '2025-07-01T02:00:00Z')}${text('b', '2025-07-01T03:00:00Z', { Mood: 'x' })}`,
    [at('2025/07/02')]: `${text('c', '2025-07-01T23:59:59Z')}${text('a', '2025-07-01T02:00:00Z')}{"cut`,
  }
  beforeAll(async () => {
    lake = testLake(folder, storage => storage, { time_zone: 'America/New_York' })
    for (const [key, content] of Object.entries(objects)) lake.add(key, content)
    await lake.run()
  })

  const asked = async (metrics: readonly string[], by: readonly string[]) => {
    const period = periodOf('2025-06-30', '2025-07-02', 'America/New_York')
    const sql = questionSql(questionOf({ metrics, by, filters: [], period }))
    return lake.rows(
      `SELECT ${by.map(name => `CAST(${name} AS varchar) AS ${name}, `).join('')}* ${
        by.length > 0 ? `EXCLUDE (${by.join(', ')})` : ''
      } FROM (${sql})`,
    )
  }

  test('ledger_entry: an object is counted once, though records went to two tables', async () => {
    const sizes = Object.values(objects).map(content => Buffer.byteLength(content))
    expect(await asked(['raw_objects', 'raw_bytes', 'records_read'], ['day'])).toEqual([
      { day: '2025-06-30', raw_objects: 1, raw_bytes: sizes[0], records_read: 2 },
      { day: '2025-07-01', raw_objects: 1, raw_bytes: sizes[1], records_read: 3 },
    ])
    expect(
      await asked(
        ['records_read', 'records_accepted', 'records_duplicate', 'records_quarantined'],
        ['table_name'],
      ),
    ).toEqual([
      {
        table_name: 'contact_record',
        records_read: 4,
        records_accepted: 3,
        records_duplicate: 1,
        records_quarantined: 0,
      },
      {
        table_name: 'unknown',
        records_read: 1,
        records_accepted: 0,
        records_duplicate: 0,
        records_quarantined: 1,
      },
    ])
    expect(await asked(['quarantine_rate', 'duplicate_rate'], [])).toEqual([
      { quarantine_rate: 20, duplicate_rate: 20 },
    ])
  })

  test('record_arrival: from the moment a record is about until its newest version arrived', async () => {
    const rows = await lake.rows(
      `SELECT record_id, CAST(local_date AS varchar) AS day, local_hour, arrival_delay_s FROM record_arrival ORDER BY 1`,
    )
    expect(rows).toEqual([
      // Its copy that came a day later is no newer version.
      { record_id: 'a', day: '2025-06-30', local_hour: 22, arrival_delay_s: 3600 + 245 },
      { record_id: 'b', day: '2025-06-30', local_hour: 23, arrival_delay_s: 245 },
      { record_id: 'c', day: '2025-07-01', local_hour: 19, arrival_delay_s: 3 * 3600 + 246 },
    ])
    expect(await asked(['punctuality:3600', 'max_arrival_delay'], ['day'])).toEqual([
      { day: '2025-06-30', punctuality_3600: 50, max_arrival_delay: 3845 },
      { day: '2025-07-01', punctuality_3600: 0, max_arrival_delay: 11046 },
    ])
  })

  test('quarantine_entry and drift_entry: what and where, and nothing of the records', async () => {
    expect(await asked(['records_in_quarantine', 'quarantine_bytes'], ['day', 'reason'])).toEqual([
      { day: '2025-07-01', reason: 'not_json', records_in_quarantine: 1, quarantine_bytes: 5 },
    ])
    expect(await asked(['records_with_drift'], ['problem', 'path', 'json_type'])).toEqual([
      { problem: 'unknown_field', path: 'Mood', json_type: 'string', records_with_drift: 1 },
    ])
  })
})
