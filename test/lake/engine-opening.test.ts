import { existsSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import { emptyState } from '../../lake/log/state.ts'
import { dataFiles } from '../../lake/scan.ts'
import { contactRecord as contactRecordTable } from '../../schema/tables/contact-record.ts'
import { prelude } from '../../sql/prelude.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'

const folder = temporaryFolder()

async function filled(): Promise<TestLake> {
  const lake = testLake(folder)
  lake.add('1', concatenated([contactRecord({ id: 'a' })]))
  await lake.run()
  return lake
}

const open = async (lake: TestLake, sql = 'SELECT 1 AS one') =>
  duckdbEngine(lake.storage, await lake.log.head(), {
    prelude,
    views: [{ name: 'contact', sql }],
    memory_bytes: 256 * 1024 * 1024,
    scratch: join(folder, 'spilled'),
  })

test.each([
  ['more than one statement', (out: string) => `SELECT 1; COPY (SELECT 42) TO '${out}'`],
  ['a file outside the lake', () => "SELECT * FROM read_csv('/etc/hostname')"],
])('a view of the catalog that holds %s is made by nobody', async (_, sql) => {
  const out = join(folder, 'written.csv')
  const engine = await open(await filled(), sql(out))
  expect((await engine.query('SELECT contact_id FROM contact_record')).numRows).toBe(1)
  for (const question of ['SELECT * FROM contact', 'DESCRIBE contact', 'SELECT * FROM (FROM "Contact")'])
    await expect(engine.query(question)).rejects.toMatchObject({ remedy: expect.any(String) })
  // Where all are wanted it is left out.
  expect((await engine.query('SHOW TABLES')).toArray().map(row => row.name)).not.toContain('contact')
  expect(existsSync(out)).toBe(false)
  engine.close()
})

test('views are there for whoever asks what there is, or for something like them', async () => {
  const engine = await open(await filled())
  await expect(engine.query('SELECT * FROM contakt')).rejects.toMatchObject({
    value: expect.stringContaining('Did you mean "contact'),
  })
  const asked = [
    'SHOW ALL TABLES',
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'main'",
    'SELECT view_name AS name FROM duckdb_views()',
  ]
  for (const question of asked) {
    const fresh = await open(await filled())
    expect((await fresh.query(question)).toArray().map(row => row.name)).toContain('contact')
    fresh.close()
  }
  engine.close()
})

test('views that are asked for at once are there for all', async () => {
  const engine = await open(await filled())
  const answers = await Promise.all(
    ['a', 'b', 'c'].map(name => engine.query(`SELECT one AS ${name} FROM contact`)),
  )
  expect(answers.map(answer => answer.numRows)).toEqual([1, 1, 1])
  engine.close()
})

test('a view that does not fit what it reads is an error of who asks it, and nobody else', async () => {
  const lake = await filled()
  const engine = await duckdbEngine(lake.storage, await lake.log.head(), {
    ...{ prelude, memory_bytes: 256 * 1024 * 1024, scratch: join(folder, 'spilled') },
    views: [
      { name: 'older', sql: 'SELECT no_such_column FROM contact_record' },
      { name: 'Above', sql: 'SELECT * FROM dropped' },
      { name: 'fine', sql: 'SELECT contact_id FROM contact_record' },
    ],
  })
  expect((await engine.query('SELECT * FROM fine')).toArray()).toHaveLength(1)
  for (const [name, why] of [
    ['older', /^older: Binder Error: .*no_such_column/],
    ['above', /^above: Catalog Error: Table with name dropped does not exist!$/],
  ] as const)
    await expect(engine.query(`SELECT * FROM ${name}`)).rejects.toMatchObject({
      what: 'this view does not fit the other views and tables of the lake',
      value: expect.stringMatching(why),
      remedy: expect.stringMatching(/views apply.*later version/),
    })
  await expect(engine.query('SELECT * FROM never_there')).rejects.toMatchObject({
    remedy: expect.stringContaining('SHOW TABLES'),
  })
  engine.close()
})

test('what does not fit into memory is answered all the same', async () => {
  const engine = await duckdbEngine(testLake(folder).storage, emptyState, {
    ...{ prelude, views: [], memory_bytes: 32 * 1024 * 1024, scratch: join(folder, 'spilled') },
  })
  const sorted =
    'SELECT row_number() OVER (ORDER BY hash(n)) AS place FROM generate_series(1, 1000000) AS t(n)'
  const answer = await engine.query(`SELECT sum(place) AS places FROM (${sorted}) AS sorted`)
  expect(Number(answer.get(0)?.places)).toBe((1_000_000 * 1_000_001) / 2)
  engine.close()
})

test('a damaged data file is an error that names it and says what to do', async () => {
  const lake = await filled()
  const [file] = await dataFiles(contactRecordTable, await lake.log.head(), lake.storage)
  truncateSync(file?.path ?? '', 100)
  await expect(open(lake)).rejects.toMatchObject({
    what: expect.stringContaining('cannot be opened'),
    value: expect.stringContaining(file?.file.name ?? '?'),
    remedy: expect.stringContaining('backup'),
  })
})

test('files of the lake that the state does not need cannot be read', async () => {
  const lake = await filled()
  const engine = await open(lake)
  const marker = join(lake.storage.location, '_connect-lake.json')
  await expect(engine.query(`SELECT * FROM read_text('${marker}')`)).rejects.toMatchObject({
    what: expect.stringContaining('outside'),
  })
  engine.close()
})

test.each([
  ['DATE', "DATE 'infinity'"],
  ['TIMESTAMP', "TIMESTAMP 'infinity'"],
  ['TIMESTAMP', "TIMESTAMP '290000-01-01'"],
  ['DECIMAL', '12345678901234567890.12'],
])('a %s that no result can hold is an error, not another value: %s', async (_, expression) => {
  const engine = await open(await filled())
  await expect(engine.query(`SELECT ${expression} AS x`)).rejects.toMatchObject({
    what: expect.stringContaining('the result holds'),
    remedy: expect.stringContaining('cast'),
  })
  engine.close()
})
