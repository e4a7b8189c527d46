/** The managed analytics data lake through Athena, which is played: from the command to a row of the lake. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type CommandLine, commandLine, type Ended } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { type Canned, canned } from './athena/canned.ts'
import { type PlayedAthena, playAthena } from './athena/server.ts'

const folder = temporaryFolder()
let cli: CommandLine
let athena: PlayedAthena
let asked: string[]

const columns = {
  contact_id: 'varchar',
  queue_duration_ms: 'bigint',
  initiation_timestamp: 'timestamp with time zone',
  disconnect_timestamp: 'timestamp with time zone',
  last_update_timestamp: 'timestamp with time zone',
}
/** As the engine asks for them: in its own order, without the last. */
const asks = ['contact_id', 'initiation_timestamp', 'disconnect_timestamp', 'queue_duration_ms'] as const

function answer(sql: string): Canned {
  asked.push(sql)
  if (sql.includes('information_schema')) {
    const names = sql.includes("table_schema = 'shared'") ? Object.keys(columns) : []
    return { columns: { column_name: 'varchar' }, rows: names.map(name => [name]) }
  }
  const typed = Object.fromEntries(asks.map(name => [name, columns[name]]))
  if (!sql.includes("initiation_timestamp >= TIMESTAMP '2025-07-01 00:00:00'")) return { columns: typed }
  return {
    columns: typed,
    rows: [['a', '2025-07-01 09:58:00.000 UTC', '2025-07-01 10:00:00.000 UTC', 30_000]],
  }
}

beforeAll(async () => {
  cli = await commandLine()
})
beforeEach(async () => {
  asked = []
  athena = await playAthena(canned(answer), { primary: { output: 's3://results/' } })
})
afterEach(() => athena.stop())

const environment = () => ({
  ...{ AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' },
  ...{ AWS_ENDPOINT_URL_ATHENA: athena.url, AWS_EC2_METADATA_DISABLED: 'true' },
  ...{ AWS_CONFIG_FILE: join(folder, 'none'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') },
})

/** Calls in a folder whose configuration names a database of the managed lake, or none. */
function call(name: string, database: string | undefined, args: readonly string[]): Promise<Ended> {
  const managed_lake = database === undefined ? {} : { managed_lake: { database } }
  const cwd = writeTree(join(folder, name), { 'connect-lake.config.json': JSON.stringify(managed_lake) })
  return cli.call(['import', ...args], {
    cwd,
    env: environment(),
  })
}
const days = ['--from', '2025-07-01', '--to', '2025-07-02']

test('a day becomes a raw object, which a run takes in; the same again is there already', async () => {
  const raw = ['--raw', 'raw', ...days]
  const first = await call('whole', 'shared', raw)
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toContain('2025-07-01  1 row, managed_lake/contact_record-2025-07-01.json.gz\n')
  expect(first.out).toContain('2025-07-02  no contacts\n')
  expect(first.out).toMatch(/the table lacks .*attributes/)
  expect(first.out).not.toMatch(/the table lacks .*queue_duration_ms/)
  // Nothing is nested here, so each day is asked once, of the database that the configuration names.
  expect(asked).toHaveLength(3)
  expect(asked[1]).toContain('FROM "shared"."contact_record"')
  expect(athena.calls[0]?.input).toMatchObject({ QueryExecutionContext: { Database: 'shared' } })

  const at = join(folder, 'whole')
  const run = ['run', '--raw', join(at, 'raw'), '--lake', join(at, 'lake'), '--no-derive', '--json']
  expect(JSON.parse(await cli.done(run))).toMatchObject({ objects: 1, read: 1, accepted: 1 })
  const question = 'SELECT contact_id, queue_duration_s, initiation_timestamp FROM contact_record'
  expect(await cli.done(['query', '--lake', join(at, 'lake'), '--format', 'csv', question])).toBe(
    'contact_id,queue_duration_s,initiation_timestamp\na,30,2025-07-01 09:58:00.000\n',
  )

  const again = await call('whole', 'shared', [...raw, '--json'])
  const { days: told } = JSON.parse(again.out)
  expect(told).toEqual([
    {
      ...{ day: '2025-07-01', rows: 1, written: false },
      key: 'managed_lake/contact_record-2025-07-01.json.gz',
    },
    { day: '2025-07-02', rows: 0, written: false },
  ])
  expect(JSON.parse(await cli.done(run))).toMatchObject({ objects: 0, commit: null })
})

describe('what is wrong is refused before anything is written', () => {
  test.each<
    [what: string, code: number, database: string | undefined, args: readonly string[], says: string]
  >([
    ['no days', 2, 'shared', ['--raw', 'raw'], 'value    --from'],
    ['no last day', 2, 'shared', ['--raw', 'raw', '--from', '2025-07-01'], 'value    --to'],
    [
      'an end before the beginning',
      2,
      'shared',
      ['--raw', 'raw', '--from', '2025-07-02', '--to', '2025-07-01'],
      'exchange',
    ],
    [
      'a day that does not exist',
      2,
      'shared',
      ['--raw', 'raw', '--from', '2025-02-30', '--to', '2025-07-01'],
      'a day that exists',
    ],
    ['no managed lake', 2, undefined, ['--raw', 'raw', ...days], '"managed_lake": { "database": "NAME" }'],
    ['no raw side', 2, 'shared', days, 'no raw folder was named'],
    ['no such database', 1, 'unshared', ['--raw', 'raw', ...days], 'value    unshared.contact_record'],
  ])('%s', async (what, code, database, args, says) => {
    const ended = await call(what.replaceAll(' ', '-'), database, args)
    expect({ code: ended.code, out: ended.out }).toEqual({ code, out: '' })
    expect(ended.err).toContain(says)
    expect(asked.filter(sql => !sql.includes('information_schema'))).toEqual([])
  })
})

describe('as a handler', () => {
  /** Calls it at an instant; its configuration names a raw side of this machine. */
  async function called(name: string, event: object, at = '2025-07-03T01:30:00Z'): Promise<unknown> {
    const config = { raw: join(folder, name), managed_lake: { database: 'shared' } }
    const all = { ...environment(), CONNECT_LAKE_CONFIG: JSON.stringify(config) }
    for (const [variable, value] of Object.entries(all)) vi.stubEnv(variable, value)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(at) })
    const { handler } = await import('../../etl/handlers/import.ts')
    return handler(event).finally(() => {
      vi.useRealTimers()
      vi.unstubAllEnvs()
    })
  }

  test('the days before the one on which it is called; what is there already is not written again', async () => {
    const report = { from: '2025-07-01', to: '2025-07-02', rows: 1, objects: 1 }
    expect(await called('nightly', { days: 2 })).toMatchObject(report)
    expect(readdirSync(join(folder, 'nightly', 'managed_lake'))).toEqual([
      'contact_record-2025-07-01.json.gz',
    ])
    expect(await called('nightly', { days: 2 })).toMatchObject({ ...report, objects: 0 })
    expect(await called('nightly', { days: 1 })).toMatchObject({ from: '2025-07-02', rows: 0 })
  })

  test('days that a person names', async () => {
    const named = { from: '2025-06-30', to: '2025-07-01' }
    expect(await called('named', named)).toMatchObject({ ...named, rows: 1, objects: 1 })
  })

  test.each([
    {},
    { days: 0 },
    { from: '2025-07-02', to: '2025-07-01' },
    { from: '2025-02-30', to: '2025-07-01' },
    { from: "2025-07-01' OR 1=1 --", to: '2025-07-01' },
  ])('no days: %j', async event => {
    await expect(called('refused', event)).rejects.toThrow('it was not said which days are to be imported')
    expect(asked).toEqual([])
  })
})
