/**
 * The last step of a run, executed: the bundle that is deployed has a QuickSight on loopback read data sets anew. How that
 * went is what the execution says, what the alarm says, and what the log says.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configIn } from '../../cli/config.ts'
import { settleQuickSight } from '../../cli/quicksight/settings.ts'
import { wantedRequests } from '../../cli/quicksight/wanted.ts'
import { placeOf } from '../../dashboards/quicksight/settings.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { writeTree } from '../fixture/tree.ts'
import { apiOf, apply } from '../quicksight/place.ts'
import { type QuickSightServer, startQuickSight } from '../quicksight/server/server.ts'
import { type Alarm, deployAlarm } from './alarm.ts'
import { bucket, upload } from './bucket.ts'
import { executed } from './execution.ts'
import { deployJob, faultsIn, type Job } from './job.ts'
import { REGION, saidBy } from './ministack.ts'

const folder = temporaryFolder()
const quicksight = {
  account_id: '111122223333',
  region: REGION,
  database: 'connect',
  groups: { leads: 'owner' },
}
const config = { memory_mb: 1024, lanes: 1, quicksight }
/** What a refresh has to do with. */
const READ = /^(?:CreateGroup|CreateDataSource|CreateDataSet|PutDataSetRefreshProperties)$/
let server: QuickSightServer
let job: Job
let alarm: Alarm

/** Raw objects arrive, each with a contact. */
async function arrive(...ids: readonly string[]): Promise<void> {
  const files = ids.map(id => [`2025/07/01/10/${id}`, concatenated([contactRecord({ id })])] as const)
  await upload('raw-of-refresh', 'connect', writeTree(join(folder, ids.join()), Object.fromEntries(files)))
}

beforeAll(async () => {
  process.env.REFRESHED = JSON.stringify(config)
  const settled = configIn('REFRESHED')
  const settings = settleQuickSight(settled, {})
  server = await startQuickSight(placeOf(settings), 0)
  const wanted = wantedRequests(settled, settings, { access: [], time_zone: 'UTC' }, 'this').filter(
    ({ operation }) => READ.test(operation),
  )
  await apply(await apiOf(server, placeOf(settings)), wanted)
  const faults = faultsIn(join(folder, 'faults'))
  faults.clear()
  await bucket('raw-of-refresh')
  job = await deployJob({
    ...{ name: 'refreshed', raw: 's3://raw-of-refresh/connect', config, faults, folder },
    quicksight: { AWS_ENDPOINT_URL_QUICKSIGHT: server.url },
  })
  alarm = await deployAlarm('refreshes_failed')
})
afterAll(() => server.stop())

/** How the newest reading of each data set in memory ended: undefined where it went well. */
const readings = () =>
  [...server.state.ingestions.values()].map(all => all.at(-1)).map(last => last?.error?.Type)

/** Executes the job, and gives how that ended and what the refresh said. */
async function run() {
  const before = (await saidBy('refreshed-refresh').catch(() => [])).length
  const execution = await executed(job.machine)
  return { execution, said: (await saidBy('refreshed-refresh')).slice(before) }
}
const reportIn = (said: Awaited<ReturnType<typeof run>>['said']) =>
  said.find(({ message }) => message === 'done')?.report

test('a run ends with a refresh: what could not be read is told, wakes somebody, and is read by the next run', async () => {
  await arrive('one')
  const first = await run()
  expect(first.execution).toMatchObject({ status: 'SUCCEEDED' })
  expect(first.execution.entered).toContain('Refresh')
  expect(readings().length).toBeGreaterThan(3)
  expect(reportIn(first.said)).toMatchObject({ refreshed: readings().length, failed: [] })
  expect(await alarm.after(first.said)).toBe('OK')

  await arrive('two')
  server.next('CreateIngestion', {
    ingestion: { Type: 'SQL_TABLE_NOT_FOUND', Message: 'connect.gone is not there' },
  })
  const second = await run()
  expect(second.execution).toMatchObject({ status: 'FAILED', error: 'DataSetsStale' })
  expect(readings().filter(Boolean)).toEqual(['SQL_TABLE_NOT_FOUND'])
  // The log says which, with QuickSight's own words, and for how long it has lacked what the lake has.
  expect(reportIn(second.said)).toMatchObject({
    failed: [
      {
        ...{ data_set: expect.any(String), status: 'failed', behind_s: expect.any(Number) },
        error: { type: 'SQL_TABLE_NOT_FOUND', message: 'connect.gone is not there' },
      },
    ],
  })
  expect(await alarm.after(second.said)).toBe('ALARM')

  const third = await run()
  expect(third.execution).toMatchObject({ status: 'SUCCEEDED', items: undefined })
  expect(readings().filter(Boolean)).toEqual([])
  expect(reportIn(third.said)).toMatchObject({ failed: [] })

  // Refused from the first request on, once and twice more: the step itself failed, and told nothing of data sets.
  server.next('ListTagsForResource', { throw: 'AccessDeniedException', times: 3 })
  const fourth = await run()
  expect(fourth.execution).toMatchObject({ status: 'FAILED', error: 'StepFailed' })
  expect(fourth.said.filter(({ message }) => message === 'failed')).toHaveLength(3)
  expect(reportIn(fourth.said)).toBeUndefined()
})
