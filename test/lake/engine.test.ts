import { join } from 'node:path'
import { expect, test } from 'vitest'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { emptyState, type LakeState } from '../../lake/log/state.ts'
import { inOrderOfUse, planViews } from '../../sql/deploy.ts'
import { viewSql } from '../../sql/files.ts'
import { prelude } from '../../sql/prelude.ts'
import { views } from '../../sql/views.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { engineContract } from './engine.contract.ts'

const folder = temporaryFolder()
const deployed = planViews(
  Object.values(views).map(view => ({ view, sql: viewSql(view) })),
  [],
).map(step => step.view)

/** A lake of two commits, a b c and then d. */
async function lakeWithCommits(): Promise<TestLake> {
  const lake = testLake(folder)
  lake.add('1', concatenated(['a', 'b', 'c'].map(id => contactRecord({ id }))))
  await lake.run()
  lake.add('2', concatenated([contactRecord({ id: 'd' })]))
  await lake.run()
  return lake
}

const open = (lake: TestLake, state: LakeState): Promise<QueryEngine> =>
  duckdbEngine(lake.storage, state, {
    ...{ prelude, views: inOrderOfUse(deployed) },
    ...{ memory_bytes: 256 * 1024 * 1024, scratch: join(folder, 'spilled') },
  })

engineContract('duckdb', async () => {
  const lake = await lakeWithCommits()
  const outside = writeTree(join(folder, 'outside'), { 'secret.csv': 'a,b\nhidden,1\n' })
  return {
    engine: await open(lake, await lake.log.at('1')),
    outside,
    everything: () => [...treeOf(outside), ...treeOf(lake.storage.location)],
  }
})

test('a lake without commits has its tables, with nothing in them', async () => {
  const engine = await open(testLake(folder), emptyState)
  expect((await engine.query('SELECT * FROM contact_record')).numRows).toBe(0)
  expect((await engine.query('SELECT * FROM queue_interval')).numRows).toBe(0)
  engine.close()
})

test('a machine in another time zone gets the same answers', async () => {
  const lake = await lakeWithCommits()
  const zone = process.env.TZ
  process.env.TZ = 'America/St_Johns'
  try {
    const engine = await open(lake, await lake.log.head())
    const asked = ['first', 'second'].map(() =>
      engine.query(
        `SELECT current_setting('TimeZone') AS zone, CAST(TIMESTAMPTZ '2025-07-01 00:00:00Z' AS VARCHAR) AS at, 7 / 2 AS n`,
      ),
    )
    for (const result of await Promise.all(asked)) {
      expect(result.get(0)?.toJSON()).toEqual({ zone: 'UTC', at: '2025-07-01 00:00:00+00', n: 3 })
    }
    engine.close()
  } finally {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  }
})

test('a closed engine answers nothing more', async () => {
  const engine = await open(testLake(folder), emptyState)
  await engine.stream('SELECT range FROM range(100000)')
  engine.close()
  await expect(engine.query('SELECT 1')).rejects.toThrow()
})
