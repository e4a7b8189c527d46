import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { failure } from './lake-before.ts'
import { moreRaw, writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const raw = writeSmallRaw(join(folder, 'raw'))
const lake = join(folder, 'lake')
const ask = (sql: string, ...flags: string[]) => cli.done(['query', '--lake', lake, ...flags, sql])

beforeAll(async () => {
  await cli.done(['run', '--raw', raw, '--lake', lake, '--no-derive'])
  writeTree(raw, moreRaw)
  await cli.done(['run', '--raw', raw, '--lake', lake, '--no-derive'])
})

test('a reader that goes away is no error', async () => {
  const { code, err } = await cli.shell(
    `"$0" "$1" query --lake '${lake}' --format csv 'SELECT range FROM range(10000000)' | head -n 2`,
  )
  expect({ code, err }).toEqual({ code: 0, err: '' })
})

test('the statement comes from an argument, or from standard input', async () => {
  const count = 'SELECT count(*) AS n FROM contact_record'
  expect(await ask(count, '--format', 'csv')).toBe('n\n4\n')
  const reading = ['query', '--lake', lake, '--format', 'csv', '-']
  expect(await cli.done(reading, { input: `${count};\n` })).toBe('n\n4\n')
})

test('--at: the lake as it was after a commit, by its number and by its id', async () => {
  const b = `SELECT count(*) AS n, max(last_update_timestamp) FILTER (contact_id = 'b') AS b FROM contact_record`
  const [then, now] = ['3,2025-07-05 00:00:00.000', '4,2025-07-07 00:00:00.000']
  const history = JSON.parse(await cli.done(['history', '--lake', lake, '--json']))
  const at = ['1', history[1].id, '2']
  const asked = at.map(commit => ask(b, '--format', 'csv', '--at', commit))
  expect(await Promise.all(asked)).toEqual([then, then, now].map(row => `n,b\n${row}\n`))
})

test('the question of the requirements, word for word', async () => {
  const at = (day: string, id: string, username: string) => {
    const record = contactRecord({ id, at: `${day}T23:30:00Z` })
    return { ...record, Agent: { ...record.Agent, Username: username } }
  }
  const days = [
    at('2025-06-30', 'too-early', 'eve'),
    at('2025-07-01', 'first', 'ann'),
    at('2025-07-15', 'last', 'bob'),
    at('2025-07-16', 'too-late', 'mal'),
    { ...at('2025-07-02', 'nobody', ''), Agent: null, Queue: null, DisconnectReason: null },
  ]
  const folders = [writeTree(join(folder, 'month'), { one: concatenated(days) }), join(folder, 'month-lake')]
  await cli.done(['run', '--raw', folders[0] as string, '--lake', folders[1] as string])
  const question =
    `SELECT agent_username, queue_name, disconnect_reason, contact_duration FROM connect_contact_trace_records ` +
    `WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-15'`
  const csv = await cli.done(['query', '--lake', folders[1] as string, '--format', 'csv', question])
  const [header, ...rows] = csv.trimEnd().split('\n')
  expect(header).toBe('agent_username,queue_name,disconnect_reason,contact_duration')
  // From initiation to disconnect the fixture's calls take two minutes.
  expect(rows.sort()).toEqual([
    ',,,120',
    'ann,Sales,CUSTOMER_DISCONNECT,120',
    'bob,Sales,CUSTOMER_DISCONNECT,120',
  ])
})

// The engine's own tests have the long list; here it is seen that nobody can go round it.
describe.concurrent('what reaches outside the lake, or writes, is refused, and leaves nothing behind', () => {
  let before: readonly string[]
  beforeAll(() => {
    before = treeOf(folder)
  })
  afterAll(() => expect(treeOf(folder)).toEqual(before))

  test.each([
    `SELECT * FROM read_csv('/etc/passwd')`,
    `SELECT * FROM read_parquet('FOLDER/no.parquet')`,
    `COPY contact TO 'FOLDER/lake/copy.csv'`,
    `ATTACH 'FOLDER/new.db'`,
    'DROP VIEW contact',
    `SET memory_limit = '1TB'`,
    'SELECT 1; SELECT 2',
  ])('%s', async sql => {
    const parts = await failure(cli.call(['query', '--lake', lake, sql.replace('FOLDER', folder)]))
    expect(parts.what).toMatch(/not a question|outside the lake/)
  })
})
