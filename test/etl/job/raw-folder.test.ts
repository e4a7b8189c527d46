import { mkdirSync, mkdtempSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../../etl/job/run.ts'
import { defaultLimits } from '../../../etl/limits.ts'
import { rawFolder } from '../../../lake/raw/folder.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { type TestLake, testLake } from '../../fixture/lake.ts'
import { contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()
const HOUR_MS = 3_600_000
const record = (id: string): string => JSON.stringify(contactRecord({ id }))

/** Runs over a folder at a moment after now. */
const runAt = (lake: TestLake, raw: string, later_ms: number) =>
  run(
    { ...lake.ports, raw: rawFolder(raw), now: () => Date.now() + later_ms },
    { audit: false, derive: true, limits: defaultLimits },
  )

test('names that are patterns to the engine are names', async () => {
  const lake = testLake(folder)
  const raw = mkdtempSync(join(folder, 'raw-'))
  const names = ['a[1].json', 'a1.json', 'x*.json', 'xa.json', 'xb.json', 'y?.json', 'ya.json']
  for (const name of names) writeFileSync(join(raw, name), record(name))
  expect(await runAt(lake, raw, 0)).toMatchObject({ objects: 7, accepted: 7, duplicate: 0 })
  expect(await lake.rows('SELECT contact_id FROM contact_record WHERE contact_id <> source_object')).toEqual(
    [],
  )
})

test('an object that was read while it was written is read again when it is whole', async () => {
  const lake = testLake(folder)
  const raw = mkdtempSync(join(folder, 'raw-'))
  writeFileSync(join(raw, 'object'), record('a') + record('b').slice(0, 300))
  expect(await runAt(lake, raw, 0)).toMatchObject({ accepted: 1, quarantined: 1 })
  // Written to its end: the folder has no new name, so nothing but the file itself tells.
  writeFileSync(join(raw, 'object'), record('a') + record('b'))
  expect(await runAt(lake, raw, HOUR_MS)).toMatchObject({ objects: 1, accepted: 1, duplicate: 1 })
  expect(await lake.rows('SELECT contact_id FROM contact_record ORDER BY 1')).toEqual([
    { contact_id: 'a' },
    { contact_id: 'b' },
  ])
  expect(await runAt(lake, raw, 2 * HOUR_MS)).toMatchObject({ objects: 0 })
})

test('a folder that is moved into the raw side is found, however old what is in it', async () => {
  const raw = mkdtempSync(join(folder, 'raw-'))
  const staging = mkdtempSync(join(folder, 'staging-'))
  mkdirSync(join(staging, '2025/07'), { recursive: true })
  writeFileSync(join(staging, '2025/07/object'), record('late'))
  const long_ago = new Date('2025-01-01T00:00:00Z')
  for (const name of ['2025/07/object', '2025/07', '2025', ''])
    utimesSync(join(staging, name), long_ago, long_ago)
  const keys = async (changed_after_ms: number) => {
    const found: string[] = []
    for await (const { key } of rawFolder(raw).list(changed_after_ms)) found.push(key)
    return found
  }
  // Change times are the clock's own and cannot be set: the look-back of a minute is taken off instead.
  await new Promise(done => setTimeout(done, 50))
  const moment = Date.now() + 60_000
  await new Promise(done => setTimeout(done, 50))
  expect(await keys(moment)).toEqual([])
  renameSync(staging, join(raw, 'moved'))
  expect(await keys(moment)).toEqual(['moved/2025/07/object'])
})
