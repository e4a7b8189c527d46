import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { historyOf } from '../fixture/lake-folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { writeTree } from '../fixture/tree.ts'
import { writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()

/** The entries that a command lists, by one of their values. */
async function listed(lake: string, name: string, ...flags: string[]): Promise<unknown[]> {
  const args = ['quarantine', 'list', '--lake', lake, '--format', 'json', ...flags]
  return JSON.parse(await cli.done(args)).map((entry: Record<string, unknown>) => entry[name])
}
const count = (lake: string): Promise<string> =>
  cli.done(['query', '--lake', lake, '--format', 'csv', 'SELECT count(*) AS n FROM contact_record'])

test.concurrent('a record that was cut short: seen whole, mended, replayed, and then a row', async () => {
  const raw = writeSmallRaw(join(folder, 'cut', 'raw'))
  const lake = join(folder, 'cut', 'lake')
  await cli.done(['run', '--raw', raw, '--lake', lake])
  const [id] = (await listed(lake, 'quarantine_id')) as [string]
  const show = ['quarantine', 'show', id, '--lake', lake]
  const [other, text, shown, json] = await Promise.all([
    listed(lake, 'reason', '--reason', 'too_large'),
    cli.done(['quarantine', 'list', '--lake', lake, '--reason', 'not_json']),
    cli.done(show),
    cli.done([...show, '--json']),
  ])
  expect(other).toEqual([])
  expect(text).toContain(id)
  expect(shown).toMatch(/^object_key +2025\/07\/01\/11\/two$/m)
  expect(shown).toMatch(/^meaning +\S/m)
  expect(shown.endsWith('\n\n{"ContactId":"d"\n')).toBe(true)
  expect(JSON.parse(json)).toMatchObject({
    quarantine_id: id,
    status: 'quarantined',
    record_text: '{"ContactId":"d"',
  })

  // Nothing has changed: it stays, and no commit is made of that; those are the run's and the derivation's.
  const replay = ['quarantine', 'replay', id, '--lake', lake]
  const still = await cli.call(replay)
  expect(still).toMatchObject({ code: 1, err: '' })
  expect(still.out).toMatch(new RegExp(`^· ${id} {2}not_json: .*\n0 replayed, 1 stay\\.\n$`))
  expect(await historyOf(lake)).toHaveLength(2)

  const mended = JSON.stringify(contactRecord({ id: 'd' }))
  const done = await cli.done([...replay, '--with', '-'], { input: mended })
  expect(done).toBe(`✓ ${id}  is in the lake now\n1 replayed, 0 stay.\n`)
  const [contacts, all, again, status] = await Promise.all([
    count(lake),
    listed(lake, 'status', '--all'),
    cli.call(replay),
    cli.done(['status', '--lake', lake, '--json']),
  ])
  expect({ contacts, all }).toEqual({ contacts: 'n\n4\n', all: ['replayed'] })
  expect(again.code).toBe(1)
  expect(JSON.parse(status)).toMatchObject({ quarantined: 0, counts_add_up: true })
})

test.concurrent('a limit that was raised: all of what was too large gets in', async () => {
  const large = (id: string) => contactRecord({ id, attributes: { note: 'x'.repeat(10_000) } })
  // Damaged at its beginning, so that the object is split, and the limit is met.
  const object = Buffer.concat([Buffer.from('{"ContactId":'), concatenated([large('a'), large('b')])])
  const raw = writeTree(join(folder, 'large', 'raw'), { object })
  const lake = join(folder, 'large', 'lake')
  const report = await cli.done([
    'run',
    '--raw',
    raw,
    '--lake',
    lake,
    '--record-limit-bytes',
    '2048',
    '--json',
  ])
  expect(JSON.parse(report)).toMatchObject({ accepted: 0, quarantined: 3 })

  const args = ['quarantine', 'replay', '--all', '--lake', lake, '--record-limit-bytes', '20000', '--json']
  const { code, out } = await cli.call(args)
  expect(code).toBe(1)
  const { commit, entries } = JSON.parse(out)
  expect((await historyOf(lake)).at(-1)).toBe(commit)
  expect(entries.map(({ still }: { still: string | null }) => still?.split(':')[0] ?? null)).toEqual([
    'not_json',
    null,
    null,
  ])
  expect(await count(lake)).toBe('n\n2\n')
})
