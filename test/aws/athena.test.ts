/** The engine on an Athena that is played: what is sent, what comes back, and what goes wrong. No SQL is understood. */
import { describe, expect, test } from 'vitest'
import { playedEngine } from './athena/played-engine.ts'

const { athena, callsOf, engine, failure, played } = playedEngine()
const numbers = (count: number) => Array.from({ length: count }, (_, i) => [i])

describe('what is sent', () => {
  test('the statement, where, and in whose name', async () => {
    await played({ rows: [[1]] }, { output: 's3://mine/', reuse_minutes: 30 })
    await engine().query('SELECT 1;\n')
    expect(callsOf('StartQueryExecution').map(({ input }) => input)).toEqual([
      {
        QueryString: 'SELECT 1',
        ClientRequestToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
        WorkGroup: 'primary',
        QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'lake' },
        ResultConfiguration: { OutputLocation: 's3://mine/' },
        ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 30 } },
      },
    ])
  })

  test('nothing that nobody asked for', async () => {
    await played()
    await engine().query('SELECT 1')
    expect(Object.keys(callsOf('StartQueryExecution')[0]?.input ?? {}).sort()).toEqual([
      'ClientRequestToken',
      'QueryExecutionContext',
      'QueryString',
      'WorkGroup',
    ])
  })

  test('what writes is not', async () => {
    await played()
    expect((await failure('DROP VIEW contact')).what).toBe('this statement is not a question')
    expect((await failure('EXPLAIN ANALYZE INSERT INTO contact SELECT 1')).what).toContain('not a question')
    expect(athena().calls).toEqual([])
  })

  test('nor is what is too long, by its bytes', async () => {
    await played()
    const longest = `SELECT '${'é'.repeat((262_144 - 10) / 2)}'`
    expect(Buffer.byteLength(longest)).toBe(262_143)
    await engine().query(`${longest} `)
    expect(athena().calls.length).toBeGreaterThan(0)
    athena().calls.length = 0
    expect(await failure(`${longest}  `)).toMatchObject({
      what: 'the query is longer than Athena takes',
      value: '262145 bytes',
      allowed: expect.stringContaining('262144'),
    })
    expect(athena().calls).toEqual([])
  })
})

describe('what comes back', () => {
  test.each([0, 1, 998, 999, 1000, 1001, 1998, 1999, 2000])(
    '%d rows: each once, and no header',
    async count => {
      await played({ rows: numbers(count) })
      const table = await engine().query('SELECT n FROM t')
      expect(table.toArray().map(({ n }) => Number(n))).toEqual(numbers(count).flat())
      for (const { input } of callsOf('GetQueryResults')) expect(input.MaxResults).toBe(1000)
      expect(callsOf('GetQueryResults')).toHaveLength(Math.max(1, Math.ceil((count + 1) / 1000)))
    },
  )

  test('a row like the header is a row', async () => {
    await played({ columns: { n: 'varchar' }, rows: [['n']] })
    expect((await engine().query(`SELECT 'n' AS n`)).toArray().map(row => row.n)).toEqual(['n'])
  })

  test('NULL is no value, an empty text is one', async () => {
    await played({ columns: { a: 'varchar', b: 'varchar' }, rows: [[null, '']] })
    expect((await engine().query('SELECT a, b FROM t')).get(0)?.toJSON()).toEqual({ a: null, b: '' })
  })

  test('SHOW has no header; DESCRIBE has its columns in one text', async () => {
    await played(sql => ({
      ...(sql.startsWith('SHOW')
        ? { columns: { tab_name: 'string' }, rows: [['contact'], ['queue_interval']] }
        : {
            columns: { col_name: 'string', data_type: 'string', comment: 'string' },
            rows: [['contact_id          ', 'string              ', '                    ']],
          }),
    }))
    expect((await engine().query('SHOW TABLES')).toArray().map(row => row.tab_name)).toEqual([
      'contact',
      'queue_interval',
    ])
    expect((await engine().query('DESCRIBE contact')).get(0)?.toJSON()).toEqual({
      col_name: 'contact_id',
      data_type: 'string',
      comment: '',
    })
  })

  test('SHOW FUNCTIONS has a header', async () => {
    await played({ columns: { Function: 'varchar', 'Return Type': 'varchar' }, rows: [['abs', 'bigint']] })
    expect((await engine().query('SHOW FUNCTIONS')).toArray().map(row => row.Function)).toEqual(['abs'])
  })
})

describe('what it cost', () => {
  test('whole megabytes, ten at least; SHOW and what failed are free', async () => {
    await played(sql => {
      if (sql.includes('fails')) return { error: ['DIVISION_BY_ZERO', 'no'], scanned_bytes: 10 ** 12 }
      return { scanned_bytes: sql.includes('much') ? 123_400_001 : 5 }
    })
    expect(engine().spent?.()).toEqual({
      statements: 0,
      reused_statements: 0,
      scanned_bytes: 0,
      usd: 0,
      took_ms: 0,
    })
    await engine().query('SELECT little')
    expect(engine().spent?.()).toEqual({
      statements: 1,
      reused_statements: 0,
      scanned_bytes: 5,
      usd: 0.00005,
      took_ms: 10,
    })
    await engine().query('SELECT much')
    expect(engine().spent?.().usd).toBeCloseTo(0.00005 + 0.00062, 12)
    await engine().query('SHOW TABLES')
    await failure('SELECT fails')
    expect(engine().spent?.()).toMatchObject({ statements: 4, usd: expect.closeTo(0.00067, 12) })
  })
})

test('an earlier result costs nothing, and is told', async () => {
  await played({ scanned_bytes: 50_000_000 }, { reuse_minutes: 30 })
  await engine().query('SELECT 1')
  expect(engine().spent?.()).toMatchObject({ reused_statements: 0, scanned_bytes: 50_000_000, usd: 0.00025 })
  await engine().query('SELECT 1')
  await engine().query('SELECT 2')
  expect(engine().spent?.()).toMatchObject({
    statements: 3,
    reused_statements: 1,
    scanned_bytes: 100_000_000,
    usd: 0.0005,
  })
})

describe('what goes wrong on the way', () => {
  test('a lost answer starts no second query', async () => {
    await played({ rows: [[42]] })
    athena().order({
      operation: 'StartQueryExecution',
      type: 'InternalServerException',
      status: 500,
      after: true,
    })
    expect((await engine().query('SELECT 42 AS n')).get(0)?.n).toBe(42n)
    expect(callsOf('StartQueryExecution')).toHaveLength(2)
    expect(athena().executions.size).toBe(1)
  })

  test.each(['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'])(
    '%s, throttled',
    async operation => {
      await played({ rows: [[42]] })
      athena().order({ operation, type: 'TooManyRequestsException', times: 2 })
      expect((await engine().query('SELECT 42 AS n')).get(0)?.n).toBe(42n)
      expect(athena().executions.size).toBe(1)
    },
  )

  test('interrupted: stopped in Athena, too, before the error is told', async () => {
    await played({ endless: true })
    const asked = failure()
    await expect.poll(() => callsOf('GetQueryExecution').length).toBeGreaterThan(0)
    engine().interrupt()
    expect((await asked).what).toBe('the query was interrupted')
    expect([...athena().executions.values()].map(({ state }) => state)).toEqual(['CANCELLED'])
    expect(engine().spent?.().statements).toBe(1)
  })

  test('interrupted while it begins: stopped as soon as it is known', async () => {
    await played({ endless: true })
    const asked = failure()
    engine().interrupt()
    expect((await asked).what).toBe('the query was interrupted')
    expect([...athena().executions.values()].map(({ state }) => state)).toEqual(['CANCELLED'])
  })

  test('closed', async () => {
    await played({ endless: true })
    const asked = failure()
    engine().close()
    expect((await asked).what).toBe('the query was interrupted')
    await expect(engine().query('SELECT 1')).rejects.toThrow('closed')
  })
})
