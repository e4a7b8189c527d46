import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { collect } from '../../../lake/log/collect.ts'
import { lakeLog } from '../../../lake/log/log.ts'
import { folderStorage } from '../../../lake/storage/folder.ts'
import { bundled, started } from '../../fixture/command-line.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { folderRun } from '../../fixture/folder-run.ts'
import { contentsOf } from '../../fixture/lake-folder.ts'
import { agentEvent, concatenated, contactRecord } from '../../fixture/record.ts'
import { writeTree } from '../../fixture/tree.ts'

const folder = temporaryFolder()
const { script } = await bundled(new URL('../../fixture/killed-run.ts', import.meta.url))

const raw = join(folder, 'raw')
/** In the far future: an object that a killed run did not come to is not found again by its time. */
const begin = '2100-01-01T00:00:00Z'
const old = {
  '2025/07/01/10/old': concatenated(
    ['a', 'b', 'c'].map(id => contactRecord({ id, attributes: { k: 'old' } })),
  ),
}
/** b is replaced, c moves to another day, d and two events are new; then b once more, and damage. */
const fresh = {
  '2025/07/03/10/one': concatenated([
    contactRecord({ id: 'b', updated: '2025-07-03T00:00:00Z', attributes: { k: 'new' } }),
    contactRecord({ id: 'c', at: '2025-07-02T10:00:00Z', attributes: { k: 'new' } }),
    contactRecord({ id: 'd' }),
    agentEvent('e', '2025-07-01T10:00:00.123Z'),
    agentEvent('f', '2025-07-01T10:02:00.123Z'),
  ]),
  '2025/07/03/11/two': Buffer.concat([
    concatenated([contactRecord({ id: 'b', updated: '2025-07-04T00:00:00Z', attributes: { k: 'newest' } })]),
    Buffer.from('{"cut'),
  ]),
}
type Contents = Awaited<ReturnType<typeof contentsOf>>

const template = join(folder, 'template')
/** What a reader sees after none, one and both of the commits of an undisturbed run, and after the derived tables followed. */
const seen: Contents[] = []
/** The storage calls of that run. */
const calls: string[] = []

const isCommit = (name: string): boolean => name.startsWith('putIfAbsent _log/commit/')

beforeAll(async () => {
  writeTree(raw, old)
  await folderRun(template, raw, '2025-08-01T00:00:00Z')
  writeTree(raw, fresh)
  const lake = join(folder, 'undisturbed')
  cpSync(template, lake, { recursive: true })
  seen.push(await contentsOf(lake))
  await folderRun(lake, raw, begin, async (call, name) => {
    calls.push(name)
    const result = await call()
    if (isCommit(name)) seen.push(await contentsOf(lake))
    return result
  })
})

/** How many files of tables the lake has once what no commit needs is collected. */
async function filesAfterCollecting(lake: string): Promise<number> {
  const storage = folderStorage(lake, () => 'collecting')
  await collect(storage, lakeLog(storage), { commits: 1 }, false, {
    now: () => 0,
    unique: () => 'collecting',
  })
  let files = 0
  for await (const { key } of storage.list('')) if (key.includes('/dt=')) files++
  return files
}

test('undisturbed: what is taken in, and the counts add up', async () => {
  expect(seen).toHaveLength(4)
  expect(seen.map(each => each.contact_record?.length)).toEqual([3, 4, 4, 4])
  // The status of the agent from the one event to the other.
  expect(seen.map(each => each.agent_status_interval?.length)).toEqual([0, 0, 0, 1])
  const { ledger, quarantine, agent_event: events } = seen[2] as Contents
  expect([events?.length, quarantine?.length]).toEqual([2, 1])
  const pages = (ledger ?? []).map(row => JSON.parse(row))
  const sum = (name: string, table: string): number =>
    pages.filter(page => page.table_name === table).reduce((total, page) => total + Number(page[name]), 0)
  for (const page of pages) {
    const became = ['accepted', 'duplicate', 'superseded', 'quarantined'].map(name => Number(page[name]))
    expect(Number(page.read)).toBe(became.reduce((a, b) => a + b))
  }
  expect(sum('accepted', 'contact_record') - sum('replaced', 'contact_record')).toBe(4)
})

/** After how many calls: those around the commits, none, all, and others spread between. */
function moments(): number[] {
  const commits = calls.flatMap((name, i) => (isCommit(name) ? [i, i + 1, i + 2] : []))
  const spread = Array.from({ length: 6 }, (_, i) => Math.round((calls.length * (i + 1)) / 7))
  return [...new Set([0, ...commits, ...spread, calls.length])].sort((a, b) => a - b)
}

test('killed after so many calls: the old lake or the new one is seen, and the repeat ends in the same', async () => {
  const whole = await filesAfterCollecting(join(folder, 'undisturbed'))

  async function killed(after: number): Promise<void> {
    const said = `after ${after} of ${calls.length} calls, before ${calls[after] ?? 'the end'}`
    const lake = join(folder, `killed-${after}`)
    cpSync(template, lake, { recursive: true })
    const { code, out, err } = await started(process.execPath, [script, lake, raw, begin, String(after)])
      .ended
    expect({ code, out, err }, said).toEqual({ code: null, out: '', err: '' })

    const done = calls.slice(0, after).filter(isCommit).length
    expect(await contentsOf(lake), said).toEqual(seen[done])
    expect(await folderRun(lake, raw, begin), said).toMatchObject({ commits: Math.max(0, 2 - done) })
    expect(await contentsOf(lake), said).toEqual(seen[3])
    // What was written for a commit that never came is no longer there, either.
    expect(await filesAfterCollecting(lake), said).toBe(whole)
  }

  const left = moments()
  expect(left.length).toBeGreaterThan(10)
  const next = async (): Promise<void> => {
    for (let after = left.shift(); after !== undefined; after = left.shift()) await killed(after)
  }
  await Promise.all([next(), next()])
}, 120_000)
