import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inWords } from '../../cli/system-error.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import { duckdbWorkbench } from '../../lake/workbench/duckdb.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { failure, lakeBefore } from './lake-before.ts'

const folder = temporaryFolder()
const cli = await commandLine()

test('files that may not grow: the lake is as before, and the next run takes all of it', async () => {
  const { args, before, seen } = await lakeBefore(cli, folder)
  // Two blocks are 1 or 2 kB, as the shell counts: too little for anything that a run writes first.
  const quoted = args.map(arg => `'${arg}'`).join(' ')
  const parts = await failure(cli.shell(`ulimit -f 2 && exec "$0" "$1" ${quoted}`))
  expect(parts.what).toContain('larger than this user may write')
  expect(parts.value).toContain('EFBIG')
  expect(await seen()).toEqual(before)
  expect(JSON.parse(await cli.done([...args, '--json']))).toMatchObject({ read: 2, accepted: 2, replaced: 1 })
})

/** A lake of one commit with one contact, and one more on the raw side. Its disk can be full for calls of a method. */
async function lakeOnDisk(method: keyof Storage) {
  const disk = { full: false }
  const fault = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  const lake = testLake(folder, storage => {
    const real = storage[method] as (...args: never[]) => unknown
    return { ...storage, [method]: (...args: never[]) => (disk.full ? Promise.reject(fault) : real(...args)) }
  })
  lake.add('one', concatenated([contactRecord({ id: 'a' })]))
  await lake.run()
  lake.add('two', concatenated([contactRecord({ id: 'b' })]))
  const ids = async () =>
    (await lake.rows<{ id: string }>('SELECT contact_id AS id FROM contact_record ORDER BY 1')).map(
      ({ id }) => id,
    )
  return { lake, disk, ids }
}

const told = {
  what: expect.stringContaining('the disk is full'),
  value: 'ENOSPC: no space left on device, write',
  allowed: expect.stringContaining('free space'),
  remedy: expect.stringContaining('free some space'),
}

test.concurrent.each(['upload', 'copy', 'putIfAbsent'] as const)(
  'full at %s: the lake is as before',
  async method => {
    const { lake, disk, ids } = await lakeOnDisk(method)
    const before = await lake.log.head()
    disk.full = true
    expect(inWords(await lake.run().catch(error => error))).toMatchObject(told)
    expect(await lake.log.head()).toEqual(before)
    expect(await ids()).toEqual(['a'])

    disk.full = false
    expect(await lake.run()).toMatchObject({ read: 1, accepted: 1 })
    expect(await ids()).toEqual(['a', 'b'])
  },
)

test('full right after the commit: the next run brings the catalog to what the log says', async () => {
  const { lake, disk, ids } = await lakeOnDisk('put')
  disk.full = true
  expect(inWords(await lake.run().catch(error => error))).toMatchObject(told)
  expect(await ids()).toEqual(['a', 'b'])

  disk.full = false
  expect(await lake.run()).toMatchObject({ read: 0 })
  const { partitions } = await lake.log.head()
  const bytes = await lake.storage.get('_catalog/tables/contact_record.json')
  const entry = JSON.parse(Buffer.from(bytes ?? []).toString())
  const version = partitions.contact_record?.['2025-07-01']?.version
  expect(entry.partitions).toEqual({ '2025-07-01': `contact_record/dt=2025-07-01/v=${version}/` })
})

// A device that is always full; not every system has it.
test.skipIf(!existsSync('/dev/full'))('full when the engine writes', async () => {
  const bench = await duckdbWorkbench({ scratch: join(folder, 'bench'), memory_bytes: 256 << 20, lanes: 1 })
  try {
    await expect(bench.copy(`COPY (FROM range(1000000)) TO '/dev/full' (FORMAT csv)`)).rejects.toMatchObject({
      what: expect.stringContaining('the disk is full'),
      remedy: expect.stringContaining('free some space'),
    })
  } finally {
    await bench.close()
  }
})
