import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultOptions, folderSink, simulate, splitSink } from '../../simulator/index.ts'
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

test('a delivery in two parts: what arrived from an hour on is in the second, all else in the first, nothing in both', async () => {
  const options = { ...defaultOptions, days: 2, contacts_per_day: 50 }
  const [whole, earlier, later] = [memorySink(), memorySink(), memorySink()]
  await simulate(options, whole)
  await simulate(options, splitSink(earlier, later, '2025/07/15/14'))
  const isLater = (key: string): boolean => /\/2025\/07\/(15\/(1[4-9]|2\d)|1[6-9])\//.test(key)
  const keys = [...whole.objects.keys()]
  expect([...later.objects.keys()]).toEqual(keys.filter(isLater))
  expect([...earlier.objects.keys()]).toEqual(keys.filter(key => !isLater(key)))
  expect(later.objects.size).toBeGreaterThan(10)
  expect(earlier.objects.has('truth.json')).toBe(true)
  for (const [key, bytes] of [...earlier.objects, ...later.objects])
    expect(bytes).toEqual(whole.objects.get(key))
})
