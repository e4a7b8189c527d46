/** The command line with --engine athena, on an Athena that is played. */
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { errorParts } from '../cli/error-parts.ts'
import { writeSmallRaw } from '../cli/small-raw.ts'
import { type CommandLine, commandLine, type Ended } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { onTerminal } from '../fixture/terminal.ts'
import { writeTree } from '../fixture/tree.ts'
import { type Canned, canned } from './athena/canned.ts'
import { type PlayedAthena, playAthena } from './athena/server.ts'

const folder = temporaryFolder()
const lake = join(folder, 'lake')
let cli: CommandLine
let athena: PlayedAthena
let answer: (sql: string) => Canned

beforeAll(async () => {
  cli = await commandLine()
  await cli.done(['run', '--raw', writeSmallRaw(join(folder, 'raw')), '--lake', lake, '--no-derive'])
})
beforeEach(async () => {
  answer = () => ({ columns: { a: 'varchar', n: 'bigint' }, rows: [['x, y', 1]] })
  athena = await playAthena(
    canned(sql => answer(sql)),
    {
      primary: { output: 's3://results/' },
      resting: { state: 'DISABLED' },
      thrifty: { output: 's3://results/', cutoff_bytes: 10_000_000 },
    },
  )
})
afterEach(() => athena.stop())

const region = { AWS_REGION: 'eu-central-1' }
const keys = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' }
const environment = () => ({
  AWS_ENDPOINT_URL_ATHENA: athena.url,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: join(folder, 'none'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
})
const call = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = { ...region, ...keys },
  cwd = folder,
): Promise<Ended> => cli.call([...args, '--engine', 'athena'], { cwd, env: { ...environment(), ...env } })
const inDatabase = ['--database', 'connect']

test('a question: its answer on standard output, and nothing beside it in a pipe', async () => {
  const { code, out, err } = await call(['query', 'SELECT a, n FROM t', '--format', 'csv', ...inDatabase])
  expect({ code, out, err }).toEqual({ code: 0, out: 'a,n\n"x, y",1\n', err: '' })
})

test('on a terminal it is told what was read, and what that costs', async () => {
  answer = () => ({ scanned_bytes: 12_345_678_901 })
  const { code, out } = await onTerminal(
    cli.script,
    ['query', 'SELECT n FROM t', '--engine', 'athena', ...inDatabase],
    {
      cwd: folder,
      env: { ...environment(), ...region, ...keys },
    },
  )
  expect(code).toBe(0)
  expect(out).toContain('12.3 GB read by one statement in 0.0 s, about 0.06 USD')
})

test('all it needs can stand in a file', async () => {
  const settings = {
    workgroup: 'primary',
    database: 'centre',
    output: 's3://o/',
    reuse_minutes: 5,
    region: 'eu',
  }
  const cwd = writeTree(join(folder, 'told'), {
    'connect-lake.config.json': JSON.stringify({ engine: 'athena', athena: settings }),
  })
  await cli.done(['query', 'SELECT 1'], { cwd, env: { ...environment(), ...region, ...keys } })
  expect(athena.calls[0]?.input).toMatchObject({
    QueryExecutionContext: { Database: 'centre' },
    ResultConfiguration: { OutputLocation: 's3://o/' },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 5 } },
  })
})

describe('metrics', () => {
  const asked = ['metrics', 'query', 'contacts_handled', ...inDatabase]
  beforeEach(() => {
    answer = () => ({ columns: { contacts_handled: 'bigint' }, rows: [[7]] })
  })

  test('of days that are named, without a lake', async () => {
    const { code, out } = await call([
      ...asked,
      '--from',
      '2025-07-01',
      '--to',
      '2025-07-02',
      '--format',
      'csv',
    ])
    expect({ code, out }).toEqual({ code: 0, out: 'contacts_handled\n7\n' })
    expect(athena.executions.size).toBe(1)
  })

  test('of all days that the lake has', async () => {
    const { code } = await call([...asked, '--lake', lake])
    expect(code).toBe(0)
    const [execution] = athena.executions.values()
    expect(execution?.start.QueryString).toContain("'2025-07-01'")
  })

  test('of no days', async () => {
    const { code, err } = await call(asked)
    expect(code).toBe(2)
    expect(err).toContain('--from and --to')
  })
})

test('Ctrl-C stops the query in Athena, and ends with 130', async () => {
  answer = () => ({ endless: true })
  const running = cli.start(['query', 'SELECT 1', '--engine', 'athena', ...inDatabase], {
    cwd: folder,
    env: { ...environment(), ...region, ...keys },
  })
  await expect.poll(() => athena.executions.size, { timeout: 20_000 }).toBe(1)
  running.signal('SIGINT')
  const { code, out, err } = await running.ended
  expect({ code, out }).toEqual({ code: 130, out: '' })
  expect(err).toContain('the query was interrupted')
  expect([...athena.executions.values()].map(({ state }) => state)).toEqual(['CANCELLED'])
})

describe('2: wrong use', () => {
  test.each<[engine: string, args: readonly string[], says: string]>([
    ['athena', ['query', 'SELECT 1'], '--database NAME'],
    ['athena', ['query', 'SELECT 1', '--at', '3', ...inDatabase], 'leave out --at'],
    ['athena', ['metrics', 'query', 'contacts_handled', '--at', '3', ...inDatabase], 'leave out --at'],
    ['trino', ['query', 'SELECT 1', ...inDatabase], '--trino-url URL'],
    ['trino', ['query', 'SELECT 1', '--trino-url', 'http://127.0.0.1:9'], '--database NAME'],
    ['presto', ['query', 'SELECT 1'], 'local, athena, trino'],
  ])('%s %j', async (engine, args, says) => {
    const { code, out, err } = await cli.call([...args, '--engine', engine], { cwd: folder })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(says)
  })
})

describe('1: an error in four parts', () => {
  const failing = async (args: readonly string[], env?: Readonly<Record<string, string>>) => {
    const { code, out, err } = await call(['query', 'SELECT 1', ...inDatabase, ...args], env)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    return errorParts(err)
  }

  test('no credentials', async () => {
    expect((await failing([], region)).what).toBe('no credentials for AWS were found')
    expect(athena.calls).toEqual([])
  })

  test('no region', async () => {
    expect((await failing([], keys)).what).toBe('no region of AWS was named')
    expect((await failing([], { ...keys, AWS_REGION: '' })).what).toBe('no region of AWS was named')
  })

  test('no such workgroup, as in another region', async () => {
    expect(await failing(['--workgroup', 'nobody'])).toMatchObject({
      what: 'there is no workgroup nobody in this region',
      do: expect.stringContaining('AWS_REGION'),
    })
  })

  test('a disabled workgroup', async () => {
    expect((await failing(['--workgroup', 'resting'])).do).toContain('--state ENABLED')
  })

  test('more read than the workgroup allows: the setting is named', async () => {
    answer = () => ({ scanned_bytes: 10_000_001 })
    expect(await failing(['--workgroup', 'thrifty'])).toMatchObject({
      what: 'the query read more than its workgroup allows, and was cut off',
      value: expect.stringContaining('workgroup thrifty'),
      do: expect.stringContaining('BytesScannedCutoffPerQuery'),
    })
  })

  test('a query that somebody cancels: the query and the workgroup are named', async () => {
    answer = () => ({ endless: true })
    const failed = failing([])
    await expect.poll(() => athena.executions.size, { timeout: 20_000 }).toBe(1)
    const [execution] = athena.executions.values()
    execution?.stop()
    expect(await failed).toMatchObject({
      what: 'the query was cancelled from outside',
      value: expect.stringContaining(`${execution?.id} in workgroup primary`),
    })
  })

  test('a view that is not there', async () => {
    answer = () => ({
      error: ['TABLE_NOT_FOUND', "line 1:15: Table 'awsdatacatalog.connect.contact' does not exist"],
    })
    expect((await failing([])).do).toContain('connect-lake views apply --engine athena')
  })
})
