import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultOptions, folderSink, simulate } from '../../simulator/index.ts'
import { memorySink } from './delivered.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connect-lake-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a folder holds what a sink was given, under the same keys, and nothing half written', async () => {
  const options = { ...defaultOptions, days: 1, contacts_per_day: 50, agent_events: false }
  const memory = memorySink()
  await simulate(options, memory)
  await simulate(options, folderSink(folder))
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const keys = files
    .filter(file => file.isFile())
    .map(file =>
      join(file.parentPath, file.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
  expect(keys.sort()).toEqual([...memory.objects.keys()].sort())
  for (const [key, bytes] of memory.objects)
    expect(await readFile(join(folder, key))).toEqual(Buffer.from(bytes))
})
