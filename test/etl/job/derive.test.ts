import { beforeAll, expect, test } from 'vitest'
import { derive } from '../../../etl/job/derive.ts'
import { rollback } from '../../../lake/log/rollback.ts'
import { agentOn } from '../../fixture/agent-events.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { concatenated } from '../../fixture/record.ts'

const folder = temporaryFolder()

/** An hour of work on a day, all events but the last; and the last. */
function work(day: string): { readonly begun: Buffer; readonly ended: Buffer } {
  const { events } = agentOn(day, 'dan')
    .login('08:59')
    .change('09:00', { status: 'Offline', since: '08:00' }, { status: 'Available', since: '09:00' })
    .beat('09:30', { status: 'Available', since: '09:00' })
    .change('10:00', { status: 'Available', since: '09:00' }, { status: 'Offline', since: '10:00' })
  return { begun: concatenated(events.slice(0, 3)), ended: concatenated(events.slice(3)) }
}
const [first, second] = [work('2025-07-01'), work('2025-07-05')]

const online = (lake: TestLake) =>
  lake.rows(`SELECT dt, sum(online_time_ms) / 60000 AS minutes FROM agent_interval GROUP BY 1 ORDER BY 1`)
const kinds = async (lake: TestLake) => (await lake.log.history(100)).map(({ kind }) => kind).reverse()
const versions = async (lake: TestLake) => {
  const { agent_status_interval } = (await lake.log.head()).partitions
  return Object.fromEntries(
    Object.entries(agent_status_interval ?? {}).map(([dt, { version }]) => [dt, version]),
  )
}

let lake: TestLake
beforeAll(() => {
  lake = testLake(folder)
})

test('left out, and made good by the next run, though that finds nothing new', async () => {
  lake.add('first', Buffer.concat([first.begun, first.ended]))
  lake.add('second', second.begun)
  expect(await lake.run({ derive: false })).toMatchObject({ commits: 1, derived_partitions: 0 })
  expect(await online(lake)).toEqual([])
  const { commit, ...report } = await lake.run({ derive: true })
  expect(report).toMatchObject({ read: 0, commits: 0 })
  expect(report.derived_partitions).toBeGreaterThan(4)
  expect(commit).toBe((await lake.log.head()).id)
  expect(await kinds(lake)).toEqual(['run', 'derive'])
  expect(await online(lake)).toEqual([
    { dt: '2025-07-01', minutes: 60 },
    // Open since 09:30, the newest event.
    { dt: '2025-07-05', minutes: 30 },
  ])
})

test('once made, nothing is done, and nothing committed', async () => {
  expect(await lake.run({ derive: true })).toMatchObject({ commits: 0, derived_partitions: 0, commit: null })
  expect(await kinds(lake)).toEqual(['run', 'derive'])
})

test('a new event: the days that it can bear upon are made again, those that change get a new version', async () => {
  const before = await versions(lake)
  expect(Object.keys(before).sort()).toEqual([
    ...['2025-06-30', '2025-07-01', '2025-07-02'],
    ...['2025-07-04', '2025-07-05', '2025-07-06'],
  ])
  lake.add('rest', second.ended)
  await lake.run({ derive: true })
  expect(await online(lake)).toEqual([
    { dt: '2025-07-01', minutes: 60 },
    { dt: '2025-07-05', minutes: 60 },
  ])
  const after = await versions(lake)
  expect(Object.keys(after).filter(dt => after[dt] !== before[dt])).toEqual(['2025-07-05'])
})

test('what was rolled back is derived again from what is there', async () => {
  const whole = await online(lake)
  await rollback(lake.log, '1', lake.ports)
  expect(await online(lake)).toEqual([])
  // The run finds the last object new again.
  await lake.run({ derive: true })
  expect(await online(lake)).toEqual(whole)
  expect((await kinds(lake)).slice(-3)).toEqual(['rollback', 'run', 'derive'])
})

test('two at once: one commit, and no file of the other stays', async () => {
  const other = testLake(folder)
  other.add('first', Buffer.concat([first.begun, first.ended]))
  await other.run({ derive: false })
  await Promise.all([derive(other.ports), derive(other.ports)])
  expect(await kinds(other)).toEqual(['run', 'derive'])
  const files: string[] = []
  for await (const { key } of other.storage.list('agent_status_interval/')) files.push(key)
  expect(files).toHaveLength(1)
  expect(await online(other)).toEqual([{ dt: '2025-07-01', minutes: 60 }])
})
