/** Views deployed to Trino, and to Glue for Athena, which is played over Trino: each reads what the other has made. */
import { join } from 'node:path'
import { CreateDatabaseCommand } from '@aws-sdk/client-glue'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkAnswered, staleViews } from '../../cli/views/asked.ts'
import { syncCatalogs } from '../../etl/job/catalog.ts'
import type { ViewCatalog } from '../../lake/catalog/catalog.ts'
import { carryOut } from '../../lake/catalog/deploy.ts'
import { glueCatalog } from '../../lake/catalog/glue.ts'
import { glueViews } from '../../lake/catalog/glue-views.ts'
import { trinoViews } from '../../lake/catalog/trino-views.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { trinoEngine, trinoStatement } from '../../lake/engine/trino.ts'
import { rowsOfStatement, type TrinoSession } from '../../lake/engine/trino-statement.ts'
import { emptyState } from '../../lake/log/state.ts'
import { s3Storage } from '../../lake/storage/s3.ts'
import { planViews } from '../../sql/deploy.ts'
import { isOurs } from '../../sql/deployed-view.ts'
import { wantedViews } from '../../sql/files.ts'
import type { View } from '../../sql/view.ts'
import { view } from '../../sql/view.ts'
import { views } from '../../sql/views.ts'
import { client } from '../aws/glue.ts'
import { newBucket, newDatabase, onStandIn } from '../aws/stand-in.ts'
import { newCache } from '../fixture/cache.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { writeTree } from '../fixture/tree.ts'
import { type MeantCatalog, viewCatalogContract } from '../lake/view-catalog.contract.ts'
import { answerOf, differences } from './answers.ts'
import { athenaOverTrino } from './athena-over-trino.ts'
import { glueInTrino } from './glue-catalog.ts'
import { registered, sessionOf } from './registered.ts'
import { KEEPER, READER } from './server/configuration.ts'

const CATALOG = glueInTrino('views')
const folder = temporaryFolder()

let schemas = 0
const trinoAt = (session: TrinoSession & { readonly schema: string }): ViewCatalog =>
  trinoViews({ ...session, run: trinoStatement(session) })

async function newSchema(): Promise<TrinoSession & { readonly schema: string }> {
  const schema = `views_${process.pid}_${++schemas}`
  const session = { ...sessionOf(KEEPER, schema), schema }
  await rowsOfStatement(session, `CREATE SCHEMA ${session.catalog}.${schema}`)
  return session
}
async function newGlueSchema(): Promise<TrinoSession & { readonly schema: string }> {
  const schema = newDatabase()
  await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: schema } }))
  return { ...sessionOf(KEEPER, schema), schema, catalog: CATALOG }
}
const glueAt = ({ schema }: { readonly schema: string }): ViewCatalog =>
  glueViews({ catalog: CATALOG, database: schema, client: onStandIn() })

/** What others can do in a schema, whoever deploys the views. */
function meant(catalog: ViewCatalog, session: TrinoSession, engine: QueryEngine): MeantCatalog {
  return {
    catalog,
    byHand: async (name, sql) => {
      await rowsOfStatement(session, `CREATE OR REPLACE VIEW ${name} AS ${sql}`)
    },
    ask: async sql => (await engine.query(sql)).toArray().map(row => row.toJSON()),
  }
}

viewCatalogContract('Trino', async () => {
  const session = await newSchema()
  return meant(trinoAt(session), session, trinoEngine(session))
})

viewCatalogContract('Trino, over Glue', async () => {
  const session = await newGlueSchema()
  return meant(trinoAt(session), session, trinoEngine(session))
})

viewCatalogContract('Glue, for Athena', async () => {
  const session = await newGlueSchema()
  return meant(glueAt(session), session, (await athenaOverTrino(session.schema, session)).engine)
})

describe('all views over a lake in S3 that Glue shows', () => {
  let lake: TestLake
  let session: TrinoSession & { readonly schema: string }
  let athena: QueryEngine
  const wanted = wantedViews(Object.values(views), { time_zone: 'Europe/Paris' })
  const places = () => [
    { catalog: glueAt(session), engine: athena },
    { catalog: trinoAt(session), engine: trinoEngine(session) },
  ]

  beforeAll(async () => {
    const [bucket, schema] = [await newBucket(), newDatabase()]
    const storage = s3Storage({ bucket, prefix: 'lake', client: onStandIn(), cache: newCache(folder) })
    lake = testLake(folder, () => storage, { time_zone: 'Europe/Paris' })
    const more = { Queue: null, Agent: null, DisconnectReason: 'CUSTOMER_DISCONNECT' }
    lake.add('0', concatenated([contactRecord({ id: 'a' }), contactRecord({ id: 'b', more })]))
    await lake.run({ derive: true })
    const glue = glueCatalog({ database: schema, lake: storage.location, client: onStandIn() })
    await syncCatalogs([glue], lake.log, await lake.log.head())
    session = { ...sessionOf(KEEPER, schema), schema, catalog: CATALOG }
    athena = (await athenaOverTrino(schema, session)).engine
  })

  test.each([
    ['Glue', 'Trino'],
    ['Trino', 'Athena'],
  ])(
    'deployed to %s, give the rows of the local engine, asked by %s',
    async to => {
      const [mine, other] = to === 'Glue' ? places() : places().toReversed()
      if (!mine || !other) throw new Error('two places')
      const steps = planViews(wanted, await mine.catalog.views(), { replace: true })
      await carryOut(mine.catalog, steps, each => checkAnswered(mine.engine, each))
      expect(planViews(wanted, await mine.catalog.views()).every(({ action }) => action === 'keep')).toBe(
        true,
      )
      const deployed = await mine.catalog.views()
      expect(deployed.every(isOurs)).toBe(true)
      // Each was asked by the engine of who deployed it: now by the other.
      for (const name of ['contact', 'queue_interval', 'contact_local', 'journey']) {
        const sql = `SELECT * FROM ${name}`
        const [here, there] = await Promise.all([lake.arrow(sql), other.engine.query(sql)])
        expect(here.numRows, name).toBeGreaterThan(0)
        expect(differences(answerOf(here), answerOf(there)), name).toEqual([])
      }
      // The other knows that they are there, and that they are not its own.
      const theirs = await other.catalog.views()
      expect(theirs.map(({ name }) => name).sort()).toEqual(deployed.map(({ name }) => name).sort())
      expect(theirs.some(isOurs)).toBe(false)
    },
    120_000,
  )

  test('a version that the engine cannot answer as declared is never stood for', async () => {
    const { catalog, engine } = places()[0] as { catalog: ViewCatalog; engine: QueryEngine }
    const of = (version: number, sql: string) => ({
      view: view({
        ...{ name: 'odd', version, doc: 'Odd.', grain: ['a'], uses: [] },
        columns: { a: { type: 'bigint', doc: 'A number.' } },
      }),
      sql,
    })
    const check = (each: Parameters<typeof checkAnswered>[1]) => checkAnswered(engine, each)
    await carryOut(catalog, planViews([of(1, 'SELECT CAST(1 AS bigint) AS a')], []), check)
    for (const sql of [
      'SELECT nowhere AS a FROM contact_record',
      `SELECT 'x' AS a`,
      'SELECT CAST(1 AS bigint) AS b',
    ]) {
      const steps = planViews([of(2, sql)], await catalog.views())
      await expect(carryOut(catalog, steps, check), sql).rejects.toMatchObject({
        value: expect.stringMatching(/odd_v2|nowhere/),
      })
      const odd = (await catalog.views()).find(({ name }) => name === 'odd')
      expect(odd?.alias_of).toBe('odd_v1')
      await catalog.dropView('odd_v2')
    }
    await carryOut(catalog, planViews([of(2, 'SELECT CAST(2 AS bigint) AS a')], await catalog.views()), check)
    expect((await engine.query('SELECT a FROM odd')).toArray().map(row => row.toJSON())).toEqual([{ a: 2n }])
    // A table or view below it changes: what is stored is not what the view gives now.
    await rowsOfStatement(session, `CREATE OR REPLACE VIEW odd_v2 SECURITY INVOKER AS SELECT 'x' AS a`)
    const odd = (await catalog.views()).filter(({ name }) => name === 'odd')
    const stale = await staleViews(async () => ({ ...engine, close() {} }), odd)
    expect(stale.get('odd')).toContain('VIEW_IS_STALE')
    for (const name of ['odd', 'odd_v2', 'odd_v1']) await catalog.dropView(name)
  })
})

test('the command line: plan, apply, status, by hand, drop', async () => {
  const session = await newSchema()
  const { schema } = await registered(testLake(folder).storage, emptyState, [])
  const cwd = writeTree(join(folder, 'cli'), {
    'connect-lake.config.json': JSON.stringify({ trino: { user: KEEPER } }),
  })
  const cli = await commandLine()
  const call = (...args: readonly string[]) =>
    cli.call(['views', ...args, '--engine', 'trino', '--trino-url', session.url, '--database', schema], {
      cwd,
    })
  expect(JSON.parse((await call('plan', '--json')).out)).toHaveLength(
    Object.keys(views).length * 2 - Object.values<View>(views).filter(view => view.generate).length,
  )
  expect(await call('apply')).toMatchObject({ code: 0, err: '' })
  expect(await call('apply')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+ stay as they are\.\n$/),
  })
  expect(await call('status')).toMatchObject({ code: 0, err: '' })
  await rowsOfStatement({ ...session, schema }, `CREATE OR REPLACE VIEW transfer_v2 AS SELECT 1 AS a`)
  const { code, out } = await call('status')
  expect(code).toBe(1)
  expect(out).toContain('transfer_v2 others made or replaced it')
  expect(out).toContain('transfer is stale')
  expect(await call('apply')).toMatchObject({ code: 1, err: expect.stringContaining('--replace') })
  expect(await call('apply', '--replace')).toMatchObject({ code: 0 })
  expect(await call('status')).toMatchObject({ code: 0 })
  expect(await call('drop', '--yes')).toMatchObject({ code: 0 })
  expect(await trinoAt({ ...session, schema }).views()).toEqual([])
}, 180_000)

test('a user who may only read is told what to allow', async () => {
  const session = await newSchema()
  const reader = trinoAt({ ...session, user: READER })
  const [step] = planViews(wantedViews([views.business_calendar]), [])
  await expect(reader.putView(step?.view as never)).rejects.toMatchObject({
    what: 'Trino does not allow this user what was to be done',
    value: expect.stringContaining('view business_calendar: reader: '),
  })
})
