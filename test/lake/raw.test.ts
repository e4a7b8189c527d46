import { mkdtempSync, renameSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { replay } from '../../etl/job/replay.ts'
import { run } from '../../etl/job/run.ts'
import { defaultLimits } from '../../etl/limits.ts'
import { rawFolder } from '../../lake/raw/folder.ts'
import { memoryRaw } from '../../lake/raw/memory.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { keysOf, oddNames, rawContract } from './raw.contract.ts'

const folder = temporaryFolder()
const newFolder = (): string => mkdtempSync(join(folder, 'raw-'))
const one = (id: string): Buffer => concatenated([contactRecord({ id })])

rawContract('memory', async () => {
  let clock = 0
  const raw = memoryRaw('memory:raw', newFolder())
  return {
    raw,
    put: async (key, content) => raw.add(key, Buffer.from(content), ++clock),
    moment: async () => ++clock,
  }
})

/** How far back a folder looks, for clocks that are not exact. */
const SLACK_MS = 60_000

rawContract('folder', async () => {
  const path = newFolder()
  return {
    raw: rawFolder(path),
    put: async (key, content) => void writeTree(path, { [key]: content }),
    async moment() {
      // File systems stamp with the time of the last tick, some milliseconds ago.
      await pause(30)
      const now = Date.now()
      await pause(30)
      return now + SLACK_MS
    },
  }
})

describe('a raw folder', () => {
  test('what is being written is not there yet', async () => {
    const path = newFolder()
    writeTree(path, {
      '.object.partial': '{',
      '_temporary/0/part': '{',
      '2025/.hidden/part': '{',
      '2025/_SUCCESS': '',
      'truth.json': '{}',
      '2025/object': '{}',
    })
    expect(await keysOf(rawFolder(path))).toEqual(['2025/object'])
    renameSync(join(path, '.object.partial'), join(path, 'object'))
    expect(await keysOf(rawFolder(path))).toEqual(['2025/object', 'object'])
  })

  test('links are followed, but not in a circle', async () => {
    const outside = writeTree(newFolder(), { object: '{}' })
    const path = writeTree(newFolder(), { 'real/object': '{}' })
    symlinkSync(join(outside, 'object'), join(path, 'linked'))
    symlinkSync(outside, join(path, 'linked-folder'))
    symlinkSync('.', join(path, 'circle'))
    symlinkSync('..', join(path, 'real', 'upwards'))
    expect(await keysOf(rawFolder(path))).toEqual(['linked', 'linked-folder/object', 'real/object'])
  })

  test('what is neither file nor folder is no object', async () => {
    const path = writeTree(newFolder(), { object: '{}' })
    const server = createServer()
    await new Promise<void>(listening => server.listen(join(path, 's'), listening))
    expect(await keysOf(rawFolder(path))).toEqual(['object'])
    server.close()
  })

  test('is known by one name, however it is spelled', () => {
    const path = join(newFolder(), '100% déjà vu')
    const { root } = rawFolder(path)
    for (const spelled of [`${path}/`, join(path, 'x', '..'), relative(process.cwd(), path)]) {
      expect(rawFolder(spelled).root).toBe(root)
    }
    expect(root).toMatch(/^file:\/\/\/.*\/100%25%20d%C3%A9j%C3%A0%20vu$/)
  })

  test.each(['missing', 'file'])('that is none is an error in four parts: %s', async name => {
    const path = join(writeTree(newFolder(), { file: '' }), name)
    await expect(keysOf(rawFolder(path))).rejects.toMatchObject({
      what: 'the raw folder cannot be read',
      value: path,
      allowed: expect.stringContaining('a folder'),
      remedy: expect.stringContaining('--raw'),
    })
  })
})

/** A lake over a raw folder, run with the clock of the machine. */
function lakeOver(path: string) {
  const lake = testLake(folder)
  const ports = { ...lake.ports, raw: rawFolder(path), now: Date.now }
  const options = (audit: boolean) => ({ audit, derive: true, limits: defaultLimits })
  return { ...lake, ports, run: (audit = false) => run(ports, options(audit)) }
}

test('whatever is run, nothing is written or removed on the raw side', async () => {
  const path = writeTree(newFolder(), {
    '2025/07/01/10/good': one('a'),
    '2025/07/01/10/damaged': Buffer.concat([one('b'), Buffer.from('{"cut')]),
    '2025/07/01/10/nothing': '',
    '.being-written': '{"ContactId":',
  })
  const before = treeOf(path)
  const lake = lakeOver(path)
  expect(await lake.run()).toMatchObject({ objects: 3, accepted: 2, quarantined: 1 })
  expect(await lake.run()).toMatchObject({ objects: 0 })
  expect(await lake.run(true)).toMatchObject({ objects: 0 })
  const replayed = await replay(
    'all',
    undefined,
    { ...lake.ports, raw: async () => rawFolder(path) },
    defaultLimits,
  )
  expect(replayed.entries).toHaveLength(1)
  expect(treeOf(path)).toEqual(before)
})

test('a late object in an old arrival prefix is taken in by the next run, and by it alone', async () => {
  const path = writeTree(newFolder(), { '2025/07/01/10/one': one('a'), '2025/07/02/11/two': one('b') })
  const lake = lakeOver(path)
  await lake.run()
  writeTree(path, { '2025/07/01/10/late': one('c') })
  expect(await lake.run()).toMatchObject({ objects: 1, accepted: 1 })
  expect(await lake.run()).toMatchObject({ objects: 0 })
})

test('objects of all names become rows that say where they are from', async () => {
  const path = writeTree(newFolder(), Object.fromEntries(oddNames.map(name => [name, one(name)])))
  const lake = lakeOver(path)
  expect(await lake.run()).toMatchObject({ objects: oddNames.length, accepted: oddNames.length })
  const rows = await lake.rows<{ id: string; source: string }>(
    'SELECT contact_id AS id, source_object AS source FROM contact_record',
  )
  expect(rows.map(({ id }) => id).sort()).toEqual(oddNames.toSorted())
  for (const { id, source } of rows) expect(source).toBe(id)
  expect(await lake.run()).toMatchObject({ objects: 0 })
})
