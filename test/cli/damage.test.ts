import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../etl/job/run.ts'
import { defaultLimits } from '../../etl/limits.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { failure, lakeBefore } from './lake-before.ts'
import { writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()

test.concurrent('a folder with other files is no lake, and stays as it is', async () => {
  const raw = writeSmallRaw(join(folder, 'other', 'raw'))
  const lake = writeTree(join(folder, 'other', 'photos'), { '2025/cat.jpg': 'cat', 'list.txt': 'one cat' })
  const before = treeOf(lake)
  const parts = await failure(cli.call(['run', '--raw', raw, '--lake', lake]))
  expect(parts.what).toBe('this is no lake, and not empty either')
  expect(parts.value).toBe(`${lake} holds 2025/cat.jpg`)
  expect(parts.allowed).toContain('a lake made by connect-lake')
  expect(parts.do).toContain('--lake')
  for (const args of [
    ['status'],
    ['history'],
    ['collect'],
    ['drift'],
    ['rollback', '1'],
    ['views', 'apply'],
  ]) {
    expect((await failure(cli.call([...args, '--lake', lake]))).value).toBe(lake)
  }
  expect(treeOf(lake)).toEqual(before)
})

test.concurrent('a lake in a place where nothing can be made', async () => {
  const raw = writeSmallRaw(join(folder, 'device', 'raw'))
  const parts = await failure(cli.call(['run', '--raw', raw, '--lake', '/dev/null/lake']))
  expect(parts.value).toContain('/dev/null/lake')
})

test.concurrent('an object that cannot be read: the lake is as before, and goes on once the object is mended', async () => {
  const { raw, args, before, seen } = await lakeBefore(cli, join(folder, 'unreadable'))
  for (const target of [join(folder, 'nowhere'), 'itself']) {
    const link = join(raw, '2025/07/02/08/itself')
    symlinkSync(target, link)
    expect((await failure(cli.call(args))).value).toContain(link)
    expect(await seen()).toEqual(before)
    rmSync(link)
  }
  expect(JSON.parse(await cli.done([...args, '--json']))).toMatchObject({ read: 2, accepted: 2 })
})

test.concurrent('an object that goes away between the listing and the reading', async () => {
  const lake = testLake(folder)
  lake.add('one', concatenated([contactRecord({ id: 'a' })]))
  await lake.run()
  lake.add('two', concatenated([contactRecord({ id: 'b' })]))
  const gone = join(folder, 'gone')
  const raw = { ...lake.raw, hold: async () => ({ paths: [gone], release: async () => {} }) }
  const running = run({ ...lake.ports, raw }, { audit: false, derive: true, limits: defaultLimits })
  await expect(running).rejects.toMatchObject({
    what: 'a raw object cannot be read',
    value: expect.stringContaining(gone),
    allowed: expect.any(String),
    remedy: expect.stringContaining('the lake is as it was before'),
  })
  expect((await lake.log.head()).seq).toBe(1)
  expect(await lake.run()).toMatchObject({ read: 1, accepted: 1 })
})
