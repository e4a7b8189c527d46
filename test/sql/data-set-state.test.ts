/** Whether QuickSight shows what the lake has, worked out by hand. */
import { beforeAll, expect, test } from 'vitest'
import { bookRefreshes, type RefreshEntry } from '../../etl/job/refresh-book.ts'
import { run } from '../../etl/job/run.ts'
import { defaultLimits } from '../../etl/limits.ts'
import { periodOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import { questionOf } from '../../sql/metrics/question.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { contactRecord } from '../fixture/record.ts'
import { type ReadCommit, refreshEntry } from '../fixture/refreshes.ts'

const folder = temporaryFolder()
let lake: TestLake
/** The commits that took something in, at nine, ten and twelve. */
let commits: readonly ReadCommit[]

/** A refresh after one of them, as the book has it. Ten rows are read after the first commit, and as many more after each. */
const entry = (
  environment: string,
  data_set: string,
  nth: 1 | 2 | 3,
  outcome: 'completed' | 'failed' | 'unchanged',
  ingestion_id = `commit-${nth}`,
): RefreshEntry =>
  refreshEntry(environment, data_set, commits[nth - 1] as ReadCommit, outcome, {
    ...{ ingestion_id, rows_ingested: outcome === 'completed' ? nth * 10 : null },
  })

beforeAll(async () => {
  lake = testLake(folder, storage => storage, { time_zone: 'America/New_York' })
  for (const hour of ['09', '10', '12']) {
    lake.add(
      `ctr/2025/08/02/${hour}/s-1-2025-08-02-${hour}-00-00-0b64a7a5-8ad3-4d26-9d3b-3f3c6c4f8a11`,
      JSON.stringify(contactRecord({ id: hour, at: `2025-08-02T0${hour === '09' ? 7 : 8}:00:00Z` })),
    )
    const now = () => Date.parse(`2025-08-02T${hour}:00:00Z`)
    await run({ ...lake.ports, now }, { audit: true, derive: false, limits: defaultLimits })
  }
  commits = (await lake.log.history(3)).toReversed()
  expect(commits.map(({ at }) => at.slice(11, 16))).toEqual(['09:00', '10:00', '12:00'])
  await bookRefreshes(
    [
      ...[entry('', 'read', 1, 'completed'), entry('', 'read', 3, 'completed')],
      ...[entry('', 'failed-since', 1, 'completed'), entry('', 'failed-since', 3, 'failed')],
      entry('', 'never-good', 3, 'failed'),
      ...[entry('', 'rests', 1, 'completed'), entry('', 'rests', 3, 'unchanged')],
      ...[entry('', 'mended', 3, 'failed'), entry('', 'mended', 3, 'completed', 'commit-3-2')],
      // Not looked at any more: it was removed, or is asked at each look.
      entry('', 'gone', 2, 'completed'),
      // Of this environment nothing was refreshed since ten, of the other since nine.
      entry('dev-', 'read', 2, 'completed'),
      entry('test-', 'read', 1, 'completed'),
    ],
    lake.ports,
    defaultLimits,
  )
})

test('what each data set shows, and how far it is behind', async () => {
  const rows = await lake.rows<Record<string, unknown>>(
    `SELECT coalesce(environment, '') || data_set AS name, outcome, error_type, rows_ingested,
       strftime(last_good_at, '%H:%M') AS good, strftime(local_last_good_at, '%H:%M') AS local_good,
       strftime(shows_lake_at, '%H:%M') AS shows, commits_behind, behind_s, is_stale
     FROM data_set_state ORDER BY 1`,
  )
  const none = { error_type: null, commits_behind: 0, behind_s: 0, is_stale: false }
  const not_found = { outcome: 'failed', error_type: 'SQL_TABLE_NOT_FOUND', is_stale: true }
  // New York is four hours behind UTC in August.
  const at9 = { good: '09:05', local_good: '05:05' }
  const at12 = { good: '12:05', local_good: '08:05', shows: '12:00' }
  expect(rows).toEqual([
    // Twelve o'clock is a run that may still go on: not stale, though two hours older than the lake.
    {
      ...{ name: 'dev-read', outcome: 'completed', error_type: null, rows_ingested: 20 },
      ...{ good: '10:05', local_good: '06:05', shows: '10:00', is_stale: false },
      ...{ commits_behind: 1, behind_s: 7200 },
    },
    {
      ...{ name: 'failed-since', ...not_found, rows_ingested: null, ...at9, shows: '09:00' },
      ...{ commits_behind: 2, behind_s: 3 * 3600 },
    },
    { ...none, name: 'mended', outcome: 'completed', rows_ingested: 30, ...at12 },
    {
      ...{ name: 'never-good', ...not_found, rows_ingested: null, good: null, local_good: null, shows: null },
      // It lacks all, from nine on.
      ...{ commits_behind: 3, behind_s: 3 * 3600 },
    },
    { ...none, name: 'read', outcome: 'completed', rows_ingested: 30, ...at12 },
    { ...none, name: 'rests', outcome: 'unchanged', rows_ingested: null, ...at9, shows: '12:00' },
    // What it lacks was there two hours before the newest.
    {
      ...{ name: 'test-read', outcome: 'completed', error_type: null, rows_ingested: 10 },
      ...{ ...at9, shows: '09:00', commits_behind: 2, behind_s: 3 * 3600, is_stale: true },
    },
  ])
})

test('stale data sets are counted as of the newest arrival', async () => {
  const period = periodOf('2025-08-02', '2025-08-03', 'America/New_York')
  const asked = ['data_sets_in_memory', 'data_sets_stale', 'data_sets_stale_rate', 'max_data_set_behind']
  const sql = questionSql(questionOf({ metrics: asked, by: ['environment'], filters: [], period }))
  expect(await lake.rows(`SELECT * FROM (${sql}) ORDER BY environment NULLS FIRST`)).toEqual([
    {
      ...{ environment: null, data_sets_in_memory: 5, data_sets_stale: 2, data_sets_stale_rate: 40 },
      max_data_set_behind: 3 * 3600,
    },
    {
      ...{ environment: 'dev-', data_sets_in_memory: 1, data_sets_stale: 0, data_sets_stale_rate: 0 },
      max_data_set_behind: 7200,
    },
    {
      ...{ environment: 'test-', data_sets_in_memory: 1, data_sets_stale: 1, data_sets_stale_rate: 100 },
      max_data_set_behind: 3 * 3600,
    },
  ])
})

test('where QuickSight reads nothing of a lake there is no row', async () => {
  const alone = testLake(folder)
  alone.add('a', JSON.stringify(contactRecord({ id: 'a' })))
  await alone.run()
  expect(await alone.rows('SELECT * FROM data_set_state')).toEqual([])
})
