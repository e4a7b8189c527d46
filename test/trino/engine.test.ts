import { join } from 'node:path'
import { expect, test } from 'vitest'
import { trinoEngine } from '../../lake/engine/trino.ts'
import { rowsOfStatement } from '../../lake/engine/trino-statement.ts'
import { emptyState } from '../../lake/log/state.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { testLake } from '../fixture/lake.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { engineContract } from '../lake/engine.contract.ts'
import { lakeWithCommits } from '../lake/lake-with-commits.ts'
import { registered, sessionOf } from './registered.ts'
import { READER } from './server/configuration.ts'
import { trinoWords, writing } from './words.ts'

const folder = temporaryFolder()
engineContract('trino', trinoWords, async () => {
  const lake = await lakeWithCommits(folder)
  const outside = writeTree(join(folder, 'outside'), { 'secret.csv': 'a,b\nhidden,1\n' })
  const { engine } = await registered(lake.storage, await lake.log.at('1'))
  return {
    engine,
    outside,
    location: lake.storage.location,
    everything: () => [...treeOf(outside), ...treeOf(lake.storage.location)],
  }
})

test('the server refuses by itself what the user of the engine may not do', async () => {
  const { schema } = await registered(testLake(folder).storage, emptyState)
  for (const sql of writing) {
    await expect(rowsOfStatement(sessionOf(READER, schema), sql), sql).rejects.toMatchObject({
      failure: { errorName: 'PERMISSION_DENIED' },
    })
  }
})

test('a time in a named zone is refused: on one day of the year it is two', async () => {
  const { engine } = await registered(testLake(folder).storage, emptyState)
  await expect(
    engine.query(`SELECT TIMESTAMP '2025-10-26 01:30:00' AT TIME ZONE 'Europe/Paris' AS at`),
  ).rejects.toMatchObject({
    value: '2025-10-26 02:30:00 Europe/Paris',
    remedy: expect.stringContaining('UTC'),
  })
})

test('a lake without commits has its tables, with nothing in them', async () => {
  const { engine } = await registered(testLake(folder).storage, emptyState)
  expect((await engine.query('SELECT * FROM contact_record')).numRows).toBe(0)
  expect((await engine.query('SELECT * FROM queue_interval')).numRows).toBe(0)
})

test('a partition that was replaced is seen as its version is, not as both', async () => {
  const lake = await lakeWithCommits(folder)
  const { engine } = await registered(lake.storage, await lake.log.head())
  const [row] = (
    await engine.query('SELECT count(*) AS n, count(DISTINCT contact_id) AS ids FROM contact_record')
  ).toArray()
  expect(row?.toJSON()).toEqual({ n: 4n, ids: 4n })
})

test('a server that is not there is an error that says so', async () => {
  const nowhere = trinoEngine({ ...sessionOf(READER, 'x'), url: 'http://127.0.0.1:9' })
  await expect(nowhere.query('SELECT 1')).rejects.toMatchObject({ what: 'Trino does not answer' })
})

test('a closed engine answers nothing more', async () => {
  const { engine } = await registered(testLake(folder).storage, emptyState)
  await engine.stream(`SELECT n FROM ${trinoWords.numbers(100_000)}`)
  engine.close()
  await expect(engine.query('SELECT 1')).rejects.toThrow()
})
