/**
 * The state machine as it is deployed, executed by what plays Step Functions, which calls the bundles that are deployed:
 * after each execution the lake is that of the command line. What differs from a deployment, for the stand-in's sake:
 * - What is repeated is repeated at once: `SFN_WAIT_SCALE` in setup.ts.
 * - Functions get 60 s instead of 900, and no limit of memory, which processes of this machine do not have.
 * - Nothing is redriven but by what plays it: `redriven` in execution.ts.
 * - Two may publish at once, though a deployment lets one: that is the harder case.
 * - Views are those of the lake's own catalog, and no table is in Glue: what plays Athena here makes no views, and what
 *   plays Glue has not all operations. test/aws has both.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type TableName, tables } from '../../schema/tables.ts'
import { type CommandLine, commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { bucket, keysIn, upload } from './bucket.ts'
import { contents } from './contents.ts'
import { ended, executed, redriven, started } from './execution.ts'
import { deployJob, environment, faultsIn, type Job } from './job.ts'

const folder = temporaryFolder()
const raw = join(folder, 'raw')
const faults = faultsIn(join(folder, 'faults'))
const { order, left } = faults
const limits = { memory_mb: 1024, lanes: 1, batch_mb: 1 }
let cli: CommandLine
let local: readonly string[]
let localInAnyOrder: readonly string[]
let localViews: readonly string[]

beforeAll(async () => {
  cli = await commandLine()
  await cli.done(['simulate', '--out', raw, '--days', '1', '--contacts-per-day', '900'])
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify(limits))
  await cli.done(['run', '--raw', raw, '--lake', join(folder, 'lake'), '--config', config])
  local = await contents(cli, join(folder, 'lake'))
  localInAnyOrder = await contents(cli, join(folder, 'lake'), { in_any_order: true })
  localViews = readdirSync(join(folder, 'lake', '_catalog', 'views'))
    .map(name => basename(name, '.json'))
    .sort()
  await upload(await bucket('raw'), 'connect', raw)
})
beforeEach(() => faults.clear())

let lakes = 0

/** A lake with nothing in it, and a job that fills it. */
const deployed = (): Promise<Job> =>
  deployJob({ name: `lake-${++lakes}`, raw: 's3://raw/connect', config: limits, faults, folder })

/** What is in a lake now, as `contents` tells it. */
const contentsOf = (lake: string, options = {}) =>
  contents(cli, lake, { env: environment(folder), ...options })
/** The same of some of its tables. */
const only = (lines: readonly string[], isMeant: (table: TableName) => boolean): readonly string[] =>
  lines.filter(line => isMeant(line.split(',')[0] as TableName))
/** Names of views that are deployed in a lake. */
const viewsIn = async (lake: string): Promise<readonly string[]> =>
  (await keysIn(`${lake}/_catalog/views/`)).map(key => basename(key, '.json')).sort()
const isDerived = (table: TableName): boolean => 'derived' in tables[table]
const rowsOf = (lines: readonly string[], table: TableName): number =>
  Number(only(lines, each => each === table)[0]?.split(',')[1])

const expectLocalLake = async (lake: string): Promise<void> => expect(await contentsOf(lake)).toEqual(local)

test('an execution gives the lake of the command line, and one more finds nothing', async () => {
  const { machine, lake } = await deployed()
  const first = await executed(machine)
  expect(first).toMatchObject({ status: 'SUCCEEDED', items: { failed: 0 } })
  // Or what is asked of a map with several items would not be.
  expect(first.items?.total).toBeGreaterThan(2)
  await expectLocalLake(lake)
  const second = await executed(machine, { audit: true })
  expect(second).toMatchObject({ status: 'SUCCEEDED', items: undefined })
  expect(second.entered).not.toContain('Transform')
  expect(second.entered).toContain('Publish')
  await expectLocalLake(lake)
})

test('a worker that fails is called again: before its work, and when only its answer was lost', async () => {
  const { machine, lake } = await deployed()
  order('transform-0', 'before')
  order('transform-1', 'after', 'after')
  expect(await executed(machine)).toMatchObject({ status: 'SUCCEEDED', items: { failed: 0 } })
  expect([left('transform-0'), left('transform-1')]).toEqual([0, 0])
  await expectLocalLake(lake)
})

test('a batch that no worker can read: it is told, the others are published, and the next execution has the rest', async () => {
  const { machine, lake } = await deployed()
  order('transform-1', ...Array<'before'>(100).fill('before'))
  expect(await executed(machine)).toMatchObject({
    ...{ status: 'FAILED', error: 'BatchesMissing', items: { failed: 1 } },
  })
  // Once, and twice more: what the definition says of repeating.
  expect(left('transform-1')).toBe(97)
  const published = rowsOf(await contentsOf(lake), 'ledger')
  expect(published).toBeGreaterThan(0)
  expect(published).toBeLessThan(rowsOf(local, 'ledger'))
  faults.clear()
  expect(await executed(machine)).toMatchObject({ status: 'SUCCEEDED', items: { total: 1, failed: 0 } })
  expect(await contentsOf(lake, { in_any_order: true })).toEqual(localInAnyOrder)
})

test('an execution that is started twice takes every record in once', async () => {
  const { machine, lake } = await deployed()
  const both = [await started(machine, {}), await started(machine, {})]
  for (const each of both) expect(await ended(each)).toMatchObject({ status: 'SUCCEEDED' })
  await expectLocalLake(lake)
})

test('a publication that dies, and the process with it, at each commit: what is committed stays, and a redrive has the rest', async () => {
  const { machine, name, definition, lake } = await deployed()
  order('publish', 'at-its-commit', 'at-its-commit', 'before')
  const first = await executed(machine)
  expect(first).toMatchObject({ status: 'FAILED', last: { name: 'Publish' } })
  // Each that died at a commit had come one batch further, and the third call was the last one.
  expect(left('publish')).toBe(0)
  const history = JSON.parse(
    await cli.done(['history', '--lake', lake, '--json'], { env: environment(folder) }),
  )
  expect(history).toHaveLength(2)
  expect(first.items?.total).toBeGreaterThan(2)
  const second = await redriven(`${name}-redriven`, definition, first)
  expect(second).toMatchObject({ status: 'SUCCEEDED', items: undefined })
  expect(second.entered.slice(0, 2)).toEqual(['Publish', 'Derive'])
  await expectLocalLake(lake)
})

test('a derivation and views that fail: contacts are published, the run tells of it, and the next ones make it good', async () => {
  const { machine, name, definition, lake } = await deployed()
  order('derive', 'before', 'before', 'before')
  order('views', 'before', 'before', 'before')
  const first = await executed(machine)
  expect(first).toMatchObject({ status: 'FAILED', error: 'StepFailed', items: { failed: 0 } })
  expect([left('derive'), left('views')]).toEqual([0, 0])
  const published = await contentsOf(lake)
  expect(only(published, table => !isDerived(table))).toEqual(only(local, table => !isDerived(table)))
  expect(only(published, isDerived).map(line => line.split(',')[1])).toEqual(
    only(local, isDerived).map(() => '0'),
  )
  expect(await viewsIn(lake)).toEqual([])
  // A run that told of it is over: redriven, it tells of it once more, and does nothing.
  expect((await redriven(`${name}-redriven`, definition, first)).entered).toEqual(['StepFailed'])

  // The derivation is committed, and only its answers are lost.
  order('derive', 'after', 'after', 'after')
  order('views', 'after', 'after')
  const second = await executed(machine)
  expect(second).toMatchObject({ status: 'FAILED', error: 'StepFailed', items: undefined })
  expect([left('derive'), left('views')]).toEqual([0, 0])
  await expectLocalLake(lake)
  expect(await viewsIn(lake)).toEqual(localViews)

  expect(await executed(machine)).toMatchObject({ status: 'SUCCEEDED' })
  await expectLocalLake(lake)
})
