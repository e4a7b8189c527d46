/** What refreshes of data sets tell in the lake, with a lake and a QuickSight on loopback. */
import { expect, test } from 'vitest'
import { plannedRefresh, refreshed } from '../../cli/quicksight/refresh.ts'
import { type QuickSightApi, quickSightApi } from '../../dashboards/deploy/api.ts'
import type { Request } from '../../dashboards/quicksight/request.ts'
import { bookRefreshes, type RefreshEntry } from '../../etl/job/refresh-book.ts'
import { defaultLimits } from '../../etl/limits.ts'
import { collect } from '../../lake/log/collect.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import { place, requests } from '../dashboards/quicksight/requests.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { contactRecord } from '../fixture/record.ts'
import { apply, quickSight } from './place.ts'

const quick = quickSight()
const folder = temporaryFolder()
const NOW_MS = Date.parse('2026-07-15T10:00:00Z')
const ARN = `arn:aws:quicksight:${place.region}:${place.account_id}:dataset`

/** Takes one more contact in. */
async function taken(lake: TestLake, id: string): Promise<void> {
  lake.add(id, JSON.stringify(contactRecord({ id })))
  await lake.run()
}

async function lakeWithOne(): Promise<TestLake> {
  const lake = testLake(folder)
  await taken(lake, 'a')
  await apply(quick.api)
  return lake
}

/** What the handler and the command do. */
async function refreshOnce(
  lake: TestLake,
  api: QuickSightApi = quick.api,
  wanted = requests(),
  deployed: readonly DeployedView[] = [],
) {
  const plan = await plannedRefresh(api, wanted, lake.log, deployed, NOW_MS)
  return refreshed(api, plan, entries => bookRefreshes(entries, lake.ports, defaultLimits))
}
const kinds = async (lake: TestLake) => (await lake.log.history(50)).toReversed().map(({ kind }) => kind)
const told = (lake: TestLake) =>
  lake.rows(
    `SELECT data_set, ingestion_id, outcome, error_type, rows_ingested FROM data_set_refresh ORDER BY 1, commit_id, 2`,
  )
const nothing = { error_type: null, rows_ingested: null }

test('good refreshes, and those of which nothing changed, are told: up to which commit, when, how many rows', async () => {
  const lake = await lakeWithOne()
  await refreshOnce(lake)
  const [run] = await lake.log.history(50).then(all => all.toReversed())
  expect(
    await lake.rows(
      `SELECT * REPLACE (epoch_ms(started_at) AS started_at, epoch_ms(ended_at) AS ended_at, epoch_ms(lake_at) AS lake_at)
       FROM data_set_refresh WHERE data_set = 'contacts'`,
    ),
  ).toEqual([
    {
      dt: run?.at.slice(0, 10),
      refresh_id: `${ARN}/contacts/ingestion/commit-1-v0000-none`,
      ...{
        data_set_arn: `${ARN}/contacts`,
        environment: '',
        data_set: 'contacts',
        ingestion_id: 'commit-1-v0000-none',
      },
      ...{
        refresh_type: 'FULL_REFRESH',
        reason: 'nothing is known of its last refresh',
        outcome: 'completed',
      },
      ...{ rows_ingested: 10, error_type: null, error_message: null },
      // As QuickSight says that it was made, and that it took a minute.
      ...{ started_at: 1.7e12, ended_at: 1.7e12 + 60_000 },
      ...{ commit_id: run?.id, lake_at: Date.parse(run?.at ?? '') },
    },
  ])
  await taken(lake, 'b')
  await refreshOnce(lake)
  expect(await told(lake)).toEqual([
    {
      data_set: 'contacts',
      ingestion_id: 'commit-1-v0000-none',
      outcome: 'completed',
      error_type: null,
      rows_ingested: 10,
    },
    {
      data_set: 'contacts',
      ingestion_id: 'commit-3-v0000-none',
      outcome: 'completed',
      error_type: null,
      rows_ingested: 10,
    },
    {
      data_set: 'who-sees',
      ingestion_id: 'commit-1-v0000-none',
      outcome: 'completed',
      error_type: null,
      rows_ingested: 10,
    },
    { data_set: 'who-sees', ingestion_id: 'commit-3-v0000-none', outcome: 'unchanged', ...nothing },
  ])
  expect(await kinds(lake)).toEqual(['run', 'refresh', 'run', 'refresh'])
})

test('what QuickSight could not read is told with its error, and told as mended once it is', async () => {
  const lake = await lakeWithOne()
  const ingestion = { Type: 'SQL_TABLE_NOT_FOUND', Message: 'connect.contact is not there' }
  quick.server.next('CreateIngestion', {})
  quick.server.next('CreateIngestion', { ingestion })
  await refreshOnce(lake)
  const [state] = await lake.rows(
    `SELECT data_set, outcome, error_type, is_stale FROM data_set_state WHERE is_stale`,
  )
  expect(state).toMatchObject({ outcome: 'failed', error_type: 'SQL_TABLE_NOT_FOUND' })
  await refreshOnce(lake)
  expect(await lake.rows(`SELECT count(*) AS n FROM data_set_state WHERE NOT is_stale`)).toEqual([{ n: 2 }])
})

test('what is throttled, or more than a day has, is of one data set: the others are read, and it is told', async () => {
  const lake = await lakeWithOne()
  // Throttled requests are repeated by the SDK; here they are not, and there is no end of it.
  const api = await quickSightApi(place, {
    first_pause_ms: 1,
    client: {
      ...{ endpoint: quick.server.url, maxAttempts: 1 },
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'nobody' },
    },
  })
  quick.server.next('CreateIngestion', { throw: 'ThrottlingException', message: 'Rate exceeded' })
  const all = await refreshOnce(lake, api)
  expect(all.map(({ status, error }) => [status, error?.type])).toEqual([
    ['failed', 'ThrottlingException'],
    ['completed', undefined],
  ])
  expect((await told(lake)).map(row => [row.outcome, row.error_type]).toSorted()).toEqual([
    ['completed', null],
    ['failed', 'ThrottlingException'],
  ])
  // The next refresh is of the same commit, and what it reads takes the place of what was told.
  quick.server.next('CreateIngestion', { throw: 'LimitExceededException' })
  expect((await refreshOnce(lake, api)).map(({ error }) => error?.type)).toEqual(['LimitExceededException'])
  expect((await refreshOnce(lake)).map(({ status }) => status)).toEqual(['completed'])
  expect((await told(lake)).map(({ outcome }) => outcome)).toEqual(['completed', 'completed'])
})

/** The same requests, with the data set of contacts reading the very book in which its refreshes are told. */
const readsItself = (): readonly Request[] =>
  JSON.parse(JSON.stringify(requests()).replaceAll('"contact"', '"data_set_state"'))

test('a refresh makes no other necessary: not by its commit, not of what shows it, not by failing', async () => {
  const lake = await lakeWithOne()
  await refreshOnce(lake)
  const after = await kinds(lake)
  expect(after).toEqual(['run', 'refresh'])
  for (let n = 0; n < 3; n++) expect(await refreshOnce(lake)).toEqual([])
  expect(await kinds(lake)).toEqual(after)

  const itself = readsItself()
  expect(itself).not.toEqual(requests())
  for (let n = 0; n < 3; n++) expect(await refreshOnce(lake, quick.api, itself)).toEqual([])
  // A run that changes nothing of it makes it read once, for what was told before, and never again.
  await taken(lake, 'b')
  expect((await refreshOnce(lake, quick.api, itself)).map(({ data_set }) => data_set)).toEqual(['contacts'])
  expect(await refreshOnce(lake, quick.api, itself)).toEqual([])
  expect(await kinds(lake)).toEqual([...after, 'run', 'refresh'])

  await taken(lake, 'c')
  quick.server.next('CreateIngestion', {
    ingestion: { Type: 'DATA_TOLERANCE_EXCEPTION', Message: 'x' },
    times: 50,
  })
  for (let n = 0; n < 8; n++) await refreshOnce(lake)
  const tries = quick.server.state.ingestions.get('contacts')?.filter(({ id }) => id.startsWith('commit-5'))
  // So often a commit is tried, however often a refresh is asked for, and each try is told once.
  expect(tries?.map(({ id }) => id)).toEqual([
    'commit-5-v0000-none',
    ...[2, 3, 4, 5].map(round => `commit-5-v0000-none-${round}`),
  ])
  expect((await kinds(lake)).slice(5)).toEqual(Array.from({ length: 5 }, () => 'refresh'))
})

test('a refresh that dies before it has told is told by the next one, once', async () => {
  const lake = await lakeWithOne()
  const plan = () => plannedRefresh(quick.api, requests(), lake.log, [], NOW_MS)
  const died = refreshed(quick.api, await plan(), () => Promise.reject(new Error('no time left')))
  await expect(died).rejects.toThrow('no time left')
  const booked: RefreshEntry[][] = []
  const book = async (entries: readonly RefreshEntry[]) => {
    booked.push([...entries])
    await bookRefreshes(entries, lake.ports, defaultLimits)
  }
  await refreshed(quick.api, await plan(), book)
  expect((await told(lake)).map(({ ingestion_id }) => ingestion_id)).toEqual([
    'commit-1-v0000-none',
    'commit-1-v0000-none',
  ])
  expect(
    quick.server.state.ingestions.get('contacts')?.filter(({ id }) => id.startsWith('commit-')),
  ).toHaveLength(1)
  // And what is told twice is in the book once.
  await bookRefreshes(booked[0] ?? [], lake.ports, defaultLimits)
  expect(await kinds(lake)).toEqual(['run', 'refresh'])
})

test('a run that commits at the same moment loses nothing, nor does the refresh', async () => {
  const lake = await lakeWithOne()
  let isFirst = true
  const log: typeof lake.log = {
    ...lake.log,
    async append(commit) {
      if (isFirst) {
        isFirst = false
        await taken(lake, 'meanwhile')
      }
      return lake.log.append(commit)
    },
  }
  const plan = await plannedRefresh(quick.api, requests(), lake.log, [], NOW_MS)
  await refreshed(quick.api, plan, entries => bookRefreshes(entries, { ...lake.ports, log }, defaultLimits))
  expect(await kinds(lake)).toEqual(['run', 'run', 'refresh'])
  expect(await told(lake)).toHaveLength(2)
  expect(await lake.rows('SELECT count(*) AS n FROM contact_record')).toEqual([{ n: 2 }])
  // It had read up to the first commit only, and so goes on with the second.
  expect((await refreshOnce(lake)).map(({ ingestion }) => ingestion)).toEqual(['commit-2-v0000-none'])
})

/** Views as a catalog has them, by hand: an alias, its version, and the calendar behind it. */
const viewsIn = (zone: string): readonly DeployedView[] =>
  Object.entries({
    contact: 'SELECT contact_id FROM contact_v1',
    contact_v1: 'SELECT contact_id FROM "contact_record" JOIN business_calendar ON true',
    business_calendar: `SELECT '${zone}' AS time_zone`,
    queue_now: `SELECT '${zone}' AS time_zone`,
  }).map(([name, sql]) => ({ name, sql, hash: '' }))

test('what shows a view is read whole where that, or one behind it, says something else, though the lake is the same', async () => {
  const lake = await lakeWithOne()
  const refreshOf = async (views: readonly DeployedView[]) =>
    (await refreshOnce(lake, quick.api, requests(), views)).map(each => [
      ...[each.data_set, each.type, each.reason, each.status],
    ])
  const changed = ['contacts', 'FULL_REFRESH', 'views that it reads changed']
  const ingestions = () => quick.server.state.ingestions.get('contacts')?.length
  await refreshOf(viewsIn('UTC'))
  expect([await refreshOf(viewsIn('UTC')), ingestions()]).toEqual([[], 2])

  const elsewhere = viewsIn('Europe/Berlin')
  quick.server.next('CreateIngestion', { ingestion: { Type: 'SQL_TABLE_NOT_FOUND', Message: 'x' } })
  expect(await refreshOf(elsewhere)).toEqual([[...changed, 'failed']])
  // Of the same commit and views: tried again, since it was not noted.
  expect([await refreshOf(elsewhere), ingestions()]).toEqual([[[...changed, 'completed']], 4])
  expect(await refreshOf(elsewhere)).toEqual([])

  const version = elsewhere.map(each =>
    each.name === 'contact_v1' ? { ...each, sql: `${each.sql} WHERE true` } : each,
  )
  expect([await refreshOf(version), ingestions()]).toEqual([[[...changed, 'completed']], 5])
  // Neither their order matters, nor what a data set does not read.
  const other = version.map(each => (each.name === 'queue_now' ? { ...each, sql: 'SELECT 1' } : each))
  expect(await refreshOf(other.toReversed())).toEqual([])
  // Back to what it was read by before, of the same commit: what was read then is not taken for it.
  expect([await refreshOf(elsewhere), ingestions()]).toEqual([[[...changed, 'completed']], 6])
  // Its book has them in their order: the newest is the one that counts.
  const [state] = await lake.rows(
    `SELECT ingestion_id FROM data_set_refresh WHERE data_set = 'contacts' ORDER BY commit_id DESC, ingestion_id DESC`,
  )
  expect(state).toEqual({ ingestion_id: quick.server.state.ingestions.get('contacts')?.at(-1)?.id })
  // And from there on days count again.
  await taken(lake, 'b')
  expect((await refreshOf(elsewhere)).map(([id, , reason]) => [id, reason])).toEqual([
    ['contacts', expect.stringMatching(/^changed from/)],
  ])
})

test('of a lake without a commit nothing is read, and nothing told', async () => {
  const lake = testLake(folder)
  await lake.log.create()
  await apply(quick.api)
  expect(await refreshOnce(lake)).toEqual([])
  expect(await kinds(lake)).toEqual([])
})

test('refreshes do not count among the commits that collect keeps', async () => {
  const lake = await lakeWithOne()
  await refreshOnce(lake)
  await taken(lake, 'b')
  await refreshOnce(lake)
  expect(await collect(lake.storage, lake.log, { commits: 2 }, true, lake.ports)).toMatchObject({
    oldest_readable: 1,
  })
  expect(await collect(lake.storage, lake.log, { commits: 1 }, true, lake.ports)).toMatchObject({
    oldest_readable: 3,
  })
})
