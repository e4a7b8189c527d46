import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { beforeAll, describe, expect, test } from 'vitest'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const raw = writeSmallRaw(join(folder, 'raw'))
const lake = join(folder, 'lake')
const ask = (sql: string, ...flags: string[]) => cli.done(['query', '--lake', lake, ...flags, sql])

beforeAll(async () => {
  await cli.done(['run', '--raw', raw, '--lake', lake])
})

describe.concurrent('formats', () => {
  // Two rows: every type with a value that is easily lost, and NULL.
  const sql = `
    SELECT * FROM (VALUES (
      1, 'a,b "c"' || chr(10) || 'd', '', TIMESTAMP '2025-07-01 10:00:00.123', TIMESTAMPTZ '2025-07-01 10:00:00+02',
      DATE '2025-07-01', CAST(1.25 AS DECIMAL(10, 2)), 9007199254740993, 0.1, true,
      MAP {'k': 'v', 'n': NULL}, [1, NULL, 3], {'day': DATE '2025-07-02', 'n': 2}),
      (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
    ) t(i, text, empty, ts, zoned, day, money, big, share, yes, map, list, struct) ORDER BY i`
  const names = 'i text empty ts zoned day money big share yes map list struct'.split(' ')

  test('csv: RFC 4180, NULL is nothing at all', async () => {
    const first = [
      ...[
        '1',
        '"a,b ""c""\nd"',
        '""',
        '2025-07-01 10:00:00.123',
        '2025-07-01 08:00:00.000',
        '2025-07-01',
        '1.25',
      ],
      ...['9007199254740993', '0.1', 'true', '"{""k"":""v"",""n"":null}"', '"[1,null,3]"'],
      '"{""day"":""2025-07-02"",""n"":2}"',
    ]
    expect(await ask(sql, '--format', 'csv')).toBe(
      `${names.join(',')}\n${first.join(',')}\n2${','.repeat(12)}\n`,
    )
  })

  test('json: an array of objects; whole numbers that a double cannot hold are text', async () => {
    expect(JSON.parse(await ask(sql, '--format', 'json'))).toEqual([
      {
        i: 1,
        text: 'a,b "c"\nd',
        empty: '',
        ts: '2025-07-01 10:00:00.123',
        zoned: '2025-07-01 08:00:00.000',
        day: '2025-07-01',
        money: 1.25,
        big: '9007199254740993',
        share: 0.1,
        yes: true,
        map: { k: 'v', n: null },
        list: [1, null, 3],
        struct: { day: '2025-07-02', n: 2 },
      },
      Object.fromEntries(names.map(name => [name, name === 'i' ? 2 : null])),
    ])
  })

  test('arrow: a stream that others read', async () => {
    const { bytes } = await cli.call(['query', '--lake', lake, '--format', 'arrow', sql])
    const table = tableFromIPC(bytes)
    expect(table.schema.fields.map(({ name }) => name)).toEqual(names)
    const [one, two] = table.toArray().map(row => row.toJSON())
    expect(one).toMatchObject({
      i: 1,
      text: 'a,b "c"\nd',
      empty: '',
      ts: Date.UTC(2025, 6, 1, 10, 0, 0, 123),
      zoned: Date.UTC(2025, 6, 1, 8),
      big: 9007199254740993n,
      share: 0.1,
      yes: true,
    })
    expect(Number(one.day)).toBe(Date.UTC(2025, 6, 1))
    expect([...one.list]).toEqual([1, null, 3])
    expect(one.map.toJSON()).toEqual({ k: 'v', n: null })
    expect(two).toEqual(Object.fromEntries(names.map(name => [name, name === 'i' ? 2 : null])))
  })

  test('table: aligned, NULL is a dash, and no character breaks a line', async () => {
    const lines = (await ask(`SELECT i, text, day, big FROM (${sql})`)).split('\n')
    expect(lines).toEqual([
      'i  text       day                      big',
      '─  ─────────  ──────────  ────────────────',
      '1  a,b "c"·d  2025-07-01  9007199254740993',
      '2  –          –                          –',
      '(2 rows)',
      '',
    ])
  })

  test('no rows at all', async () => {
    const none = 'SELECT contact_id FROM contact_record WHERE false'
    expect(await ask(none, '--format', 'json')).toBe('[]\n')
    expect(await ask(none)).toBe('contact_id\n──────────\n(0 rows)\n')
    const { bytes } = await cli.call(['query', '--lake', lake, '--format', 'arrow', none])
    expect(tableFromIPC(bytes)).toMatchObject({ numRows: 0, numCols: 1 })
  })

  test('many rows: csv has all of them, a table says that it has not', async () => {
    const many = 'SELECT range AS n FROM range(70000)'
    const csv = (await ask(many, '--format', 'csv')).trimEnd().split('\n')
    expect(csv).toHaveLength(70_001)
    expect(csv.at(-1)).toBe('69999')
    const table = (await ask(many)).trimEnd().split('\n')
    expect(table).toHaveLength(1_003)
    expect(table.at(-1)).toBe('(first 1000 rows; all of them with --format csv)')
  })
})
