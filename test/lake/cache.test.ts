import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { type ObjectCache, objectCache } from '../../lake/storage/cache.ts'
import { temporaryFolder } from '../fixture/folder.ts'

const folder = temporaryFolder()
const SIZE = 100
const MOST = 5 * SIZE

let kept: string
let fetched: string[]
beforeEach(() => {
  kept = join(mkdtempSync(join(folder, 'cache-')), 'kept')
  fetched = []
})

const newFolder = (): string => mkdtempSync(join(folder, 'held-'))
const contentOf = (key: string): string => key.padEnd(SIZE, '.')
const reader = (held = newFolder(), store = 's3://bucket/lake/'): ObjectCache =>
  objectCache(store, { kept, held, most_bytes: MOST })
const fetch = (key: string) => async (path: string) => {
  fetched.push(key)
  writeFileSync(path, contentOf(key))
}
const read = async (cache: ObjectCache, key: string): Promise<string> =>
  readFileSync(await cache.file(key, SIZE, fetch(key)), 'utf8')

/** Makes all that is kept look as if it was last used so many seconds ago. */
function aged(seconds: number): void {
  const then = new Date(Date.now() - seconds * 1000)
  for (const name of readdirSync(kept)) utimesSync(join(kept, name), then, then)
}

const keptBytes = (): number =>
  readdirSync(kept).reduce((sum, name) => sum + statSync(join(kept, name)).size, 0)

test('fetches once, for all readers; a path ends in the key', async () => {
  const key = 't/dt=2025-07-01/v=1/a.parquet'
  for (const cache of [reader(), reader()]) {
    expect(await read(cache, key)).toBe(contentOf(key))
    expect(await cache.file(key, SIZE, fetch(key))).toMatch(/\/t\/dt=2025-07-01\/v=1\/a\.parquet$/)
  }
  expect(fetched).toEqual([key])
})

test('the same key of two stores is two objects', async () => {
  await read(reader(), 'a')
  await read(reader(newFolder(), 's3://bucket/other/'), 'a')
  expect(fetched).toEqual(['a', 'a'])
})

test('forgets what was not used for the longest time, and never more than it has to', async () => {
  const cache = reader()
  for (const key of ['a', 'b', 'c', 'd']) await read(cache, key)
  aged(100)
  await read(reader(), 'a')
  for (const key of ['e', 'f']) await read(reader(), key)
  expect(keptBytes()).toBeLessThanOrEqual(MOST)
  fetched = []
  for (const key of ['a', 'e', 'f']) await read(reader(), key)
  expect(fetched).toEqual([])
})

test('what a reader holds stays readable, whoever makes room', async () => {
  const cache = reader()
  const path = await cache.file('a', SIZE, fetch('a'))
  aged(100)
  const other = reader()
  for (let i = 0; i < 20; i++) await read(other, `other-${i}`)
  rmSync(kept, { recursive: true })
  expect(readFileSync(path, 'utf8')).toBe(contentOf('a'))
})

test('readers at once, with little room, all get what they ask for', async () => {
  const keys = Array.from({ length: 30 }, (_, i) => `t/${i}`)
  await Promise.all(
    [reader(), reader(), reader()].map(async cache => {
      for (const each of await Promise.all(keys.map(key => read(cache, key)))) expect(each).toHaveLength(SIZE)
    }),
  )
  expect(keptBytes()).toBeLessThanOrEqual(MOST + SIZE)
})

test('what is kept with another size is fetched again', async () => {
  await read(reader(), 'a')
  for (const name of readdirSync(kept)) writeFileSync(join(kept, name), 'cut')
  expect(await read(reader(), 'a')).toBe(contentOf('a'))
  expect(await read(reader(), 'a')).toBe(contentOf('a'))
  expect(fetched).toEqual(['a', 'a'])
})

test('what failed is asked for again', async () => {
  const cache = reader()
  const failing = cache.file('a', SIZE, async () => {
    throw new Error('broken')
  })
  await expect(failing).rejects.toThrow('broken')
  expect(await read(cache, 'a')).toBe(contentOf('a'))
})

test('nobody else may look into it', async () => {
  const held = join(newFolder(), 'own')
  mkdirSync(held, { mode: 0o700 })
  await read(reader(held), 't/a')
  for (const path of [kept, join(held, 't')]) expect(statSync(path).mode & 0o077).toBe(0)
})
