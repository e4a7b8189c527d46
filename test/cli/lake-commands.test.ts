import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { View } from '../../sql/view.ts'
import { views as declared } from '../../sql/views.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { contentsOf, historyOf } from '../fixture/lake-folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { failure } from './lake-before.ts'
import { moreRaw, writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const raw = writeSmallRaw(join(folder, 'raw'))
const lake = join(folder, 'lake')

/** Commit 1: the small raw side. Commit 2: more of it. Commit 3: e, with two fields nobody knows, and a duration in words. */
beforeAll(async () => {
  const plain = contactRecord({ id: 'e' })
  const odd = { ...plain, Mood: 'Cross 42', Queue: { ...plain.Queue, Duration: 'long', Colour: 'red' } }
  const run = ['run', '--raw', raw, '--lake', lake, '--no-derive']
  await cli.done(run)
  writeTree(raw, moreRaw)
  await cli.done(run)
  writeTree(raw, { '2025/07/02/09/four': concatenated([odd]) })
  await cli.done(run)
})

/** A lake of its own for a test that changes it. */
function copied(name: string): string {
  const to = join(folder, name)
  cpSync(lake, to, { recursive: true })
  return to
}
const contactsOf = (of: string, ...flags: string[]): Promise<string> =>
  cli.done([
    ...['query', '--lake', of, '--format', 'csv', ...flags],
    `SELECT string_agg(contact_id, '' ORDER BY contact_id) AS ids, max(last_update_timestamp) FILTER (contact_id = 'b') AS b FROM contact_record`,
  ])
const first = 'ids,b\nabc,2025-07-05 00:00:00.000\n'
const second = 'ids,b\nabcd,2025-07-07 00:00:00.000\n'

describe('status', () => {
  test.concurrent('says what there is, how fresh it is, and that the counts add up', async () => {
    const said = await cli.done(['status', '--lake', lake])
    expect(said).toMatch(/^contact_record +5 +1 /m)
    expect(said).toContain('last arrival  2025-07-02T09:00:00.000Z')
    expect(said).toContain('1 entries: connect-lake quarantine list')
    expect(said).toContain('add up')
    const report = JSON.parse(await cli.done(['status', '--lake', lake, '--json']))
    expect(report).toMatchObject({
      quarantined: 1,
      counts_add_up: true,
      last_arrival: '2025-07-02T09:00:00.000Z',
    })
    expect(report.commit).toBe((await historyOf(lake))[2])
    const rows = Object.fromEntries(
      report.tables.map((each: { table: string; rows: number }) => [each.table, each.rows]),
    )
    // Four objects; the second has a page for its contact records, and one for what was no record at all.
    expect(rows).toMatchObject({ contact_record: 5, agent_event: 0, ledger: 5, quarantine: 1, drift: 3 })
  })

  test.concurrent('ends with 1 when the counts do not add up', async () => {
    const wrong = copied('wrong')
    const path = join(wrong, '_log/commit/0000000003.json')
    const commit = JSON.parse(readFileSync(path, 'utf8'))
    commit.changes.contact_record['2025-07-01'].files[0].rows += 1
    writeFileSync(path, JSON.stringify(commit))
    const { code, out } = await cli.call(['status', '--lake', wrong])
    expect(code).toBe(1)
    expect(out).toContain('contact_record has 6 rows, its ledger says 5')
  })
})

test.concurrent('history: newest first, as many as one likes', async () => {
  const history = JSON.parse(await cli.done(['history', '--lake', lake, '--json']))
  expect(history.map(({ id }: { id: string }) => id)).toEqual((await historyOf(lake)).toReversed())
  expect(history[2]).toMatchObject({
    ...{ seq: 1, kind: 'run', readable: true },
    counts: { read: 7, accepted: 3, duplicate: 1, superseded: 2, quarantined: 1 },
  })
  const lines = (await cli.done(['history', '--lake', lake, '--limit', '2'])).trimEnd().split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[2]).toMatch(/^3 {2}0{9}3-\w+ .* run +1 +0 +0 {2}1 raw objects from /)
  expect(lines[3]).toMatch(/^2 {2}0{9}2-\w+ .* run +2 +1 +0 {2}1 raw objects from /)
})

test.concurrent('drift: what was unknown or unreadable, and nothing of a customer', async () => {
  const drift = JSON.parse(await cli.done(['drift', '--lake', lake, '--format', 'json']))
  const found = drift.map((each: Record<string, unknown>) => [
    each.path,
    each.problem,
    each.records,
    each.sample,
  ])
  expect(found).toEqual([
    ['Mood', 'unknown_field', 1, 'xxxxx 99'],
    ['Queue.Colour', 'unknown_field', 1, 'xxx'],
    ['Queue.Duration', 'unreadable_value', 1, 'long'],
  ])
  expect(drift[0]).toMatchObject({ table_name: 'contact_record', first_object: '2025/07/02/09/four' })
})

test.concurrent('views apply: the business time is set, and stays until it is set anew', async () => {
  const changed = copied('business-time')
  const apply = async (name: string, config: unknown): Promise<string> => {
    writeTree(folder, { [name]: JSON.stringify(config) })
    return cli.done(['--config', join(folder, name), 'views', 'apply', '--lake', changed])
  }
  expect(await apply('zone.json', { time_zone: 'Asia/Kathmandu' })).toMatch(/^business_calendar +switch /m)
  expect(await apply('none.json', {})).toMatch(/^\d+ stay as they are\.\n$/)
  // Kathmandu is 5 h 45 min ahead: its day begins at 18:15 of the day before.
  expect(
    await cli.done([
      ...['query', '--lake', changed, '--format', 'csv'],
      `SELECT min(from_timestamp) AS begins FROM business_calendar WHERE local_date = DATE '2025-07-01'`,
    ]),
  ).toBe('begins\n2025-06-30 18:15:00.000\n')
})

test.concurrent('views: list, show, and apply, which mends what was changed or is gone', async () => {
  const views = JSON.parse(await cli.done(['views', 'list', '--json']))
  const names = views.map(({ name }: { name: string }) => name)
  expect(names).toEqual(
    expect.arrayContaining(['connect_contact_trace_records', 'contact', 'queue_interval']),
  )
  const list = await cli.done(['views', 'list'])
  for (const name of names) expect(list).toMatch(new RegExp(`^${name} +v\\d`, 'm'))
  expect(await cli.done(['views', 'show', 'contact'])).toMatch(
    /^contact_id +varchar [\s\S]*\nFROM record\n$/m,
  )

  const changed = copied('changed')
  const view = join(changed, '_catalog/views/contact_v3.json')
  writeFileSync(view, readFileSync(view, 'utf8').replace('FROM record', 'FROM record LIMIT 1'))
  rmSync(join(changed, '_catalog/views/connect_contact_trace_records.json'))
  const count = ['query', '--lake', changed, '--format', 'csv', 'SELECT count(*) AS n FROM contact']
  expect(await cli.done(count)).toBe('n\n1\n')
  const applied = await cli.done(['views', 'apply', '--lake', changed])
  expect(applied).toMatch(/^contact_v3 +repair +was changed by hand$/m)
  expect(applied).toMatch(/^connect_contact_trace_records +create /m)
  // Each has an alias, but for those that are made of the configuration.
  const made = Object.values<View>(declared).filter(view => view.generate).length
  expect(applied).toContain(`\n${names.length * 2 - made - 2} stay as they are.\n`)
  expect(await cli.done(count)).toBe('n\n5\n')
})

test.concurrent('rollback: the lake is as it was, what came later is new again, and a rollback can be undone', async () => {
  const back = copied('back')
  expect(await cli.done(['rollback', '1', '--lake', back])).toMatch(/^Commit 4: back to commit 1 /)
  expect(await contactsOf(back)).toBe(first)
  const { commit } = JSON.parse(await cli.done(['rollback', '3', '--lake', back, '--json']))
  expect((await historyOf(back)).at(-1)).toBe(commit)
  expect(await contentsOf(back)).toEqual(await contentsOf(lake))

  await cli.done(['rollback', '1', '--lake', back])
  const report = JSON.parse(await cli.done(['run', '--raw', raw, '--lake', back, '--no-derive', '--json']))
  expect(report).toMatchObject({ objects: 2, read: 3, accepted: 3, replaced: 1 })
  expect(await contentsOf(back)).toEqual(await contentsOf(lake))
})

test.concurrent('collect: removes what no kept commit needs, and nothing else', async () => {
  const kept = copied('kept')
  const before = treeOf(kept)
  const planned = JSON.parse(
    await cli.done(['collect', '--lake', kept, '--keep', '2', '--dry-run', '--json']),
  )
  expect(planned).toMatchObject({ oldest_readable: 2, files: expect.any(Number) })
  expect(planned.files).toBeGreaterThan(0)
  expect(treeOf(kept)).toEqual(before)

  expect(await cli.done(['collect', '--lake', kept, '--keep', '2'])).toContain(
    `Removed ${planned.files} files`,
  )
  expect(await contactsOf(kept, '--at', '2')).toBe(second)
  expect(await contentsOf(kept)).toEqual(await contentsOf(lake))
  const gone = await failure(cli.call(['query', '--lake', kept, '--at', '1', 'SELECT 1']))
  expect(gone.what).toContain('collected')
  const again = JSON.parse(await cli.done(['collect', '--lake', kept, '--keep', '3', '--json']))
  expect(again).toMatchObject({ oldest_readable: 2, files: 0 })
})
