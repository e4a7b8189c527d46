import { readFile } from 'node:fs/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import type { RawObject, RawStore } from '../../lake/raw/raw.ts'

/** A raw side, and how others drop objects there. */
export interface DroppedRaw {
  readonly raw: RawStore
  put(key: string, content: string): Promise<void>
  /** A moment after all that was put until now, and before all that is put later; as a listing takes it. */
  moment(): Promise<number>
}

/** Names as people and tools give them. */
export const oddNames = [
  'with space.json',
  ' leading and trailing ',
  'ünïcödé 日本 👋.json',
  '100%.json',
  '100%25.json',
  "it's.json",
  'say "hi".json',
  'hash#1.json',
  '$HOME.json',
  '-flag',
  '~tilde',
  'back\\slash.json',
  'new\nline.json',
  'semi;colon,comma&and=.json',
  'https:/host/path',
  'no-extension',
  'dt=2025-07-01/v=1.parquet',
  // Patterns, and names that they would match.
  'a*.json',
  'ab.json',
  'x[1].json',
  'x1.json',
  'que?.json',
  'quer.json',
  'y{1,2}.json',
]

async function listed(raw: RawStore, changed_after_ms?: number): Promise<RawObject[]> {
  const objects: RawObject[] = []
  for await (const object of raw.list(changed_after_ms)) objects.push(object)
  return objects
}

export const keysOf = async (raw: RawStore, changed_after_ms?: number): Promise<string[]> =>
  (await listed(raw, changed_after_ms)).map(({ key }) => key)

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The folder in which Firehose puts what arrives at a moment. */
export const folderOf = (at_ms: number): string =>
  new Date(at_ms).toISOString().slice(0, 13).replace(/[-T]/g, '/').concat('/')

/** What a raw side does not promise. */
export interface RawLimits {
  /** Of one that finds what is new by its arrival folder: how old that may be. */
  readonly look_back_ms?: number
  /** Names that it cannot have. */
  readonly without?: readonly string[]
}

/** What every raw side must do. */
export function rawContract(
  name: string,
  make: () => Promise<DroppedRaw>,
  { look_back_ms, without = [] }: RawLimits = {},
): void {
  describe(`raw side: ${name}`, () => {
    let raw: RawStore
    let dropped: DroppedRaw
    beforeEach(async () => {
      dropped = await make()
      raw = dropped.raw
    })

    test('where nothing is, nothing is listed', async () => {
      expect(await listed(raw)).toEqual([])
    })

    test('lists what is there, however deep, in the order of the keys', async () => {
      const keys = ['2025/07/02/00/a', '2025/07/01/23/b', '2025/07/01/23/a', 'top', 'a/b/c/d/e/f/g/h', 'a-b']
      for (const key of keys) await dropped.put(key, key)
      expect(await keysOf(raw)).toEqual(keys.toSorted())
    })

    test('says how large each is', async () => {
      await dropped.put('a', '12345')
      await dropped.put('b', '')
      expect((await listed(raw)).map(({ size_bytes }) => size_bytes)).toEqual([5, 0])
    })

    test('the etag stays as long as the content does', async () => {
      await dropped.put('a', 'one')
      const etag = async () => (await listed(raw))[0]?.etag
      const before = await etag()
      expect(await etag()).toBe(before)
      await dropped.put('a', 'three')
      expect(await etag()).not.toBe(before)
    })

    test.each(oddNames.filter(each => !without.includes(each)))('finds and reads %j', async key => {
      await dropped.put(key, `this is ${key}`)
      expect(await keysOf(raw)).toEqual([key])
      const { paths, release } = await raw.hold([key])
      expect(await readFile(paths[0] as string, 'utf8')).toBe(`this is ${key}`)
      await release()
    })

    test('holds many, in the order in which they were asked for', async () => {
      const keys = Array.from({ length: 40 }, (_, i) => `${(i * 7) % 40}/object`)
      for (const key of keys) await dropped.put(key, key)
      const { paths, release } = await raw.hold(keys)
      expect(await Promise.all(paths.map(path => readFile(path, 'utf8')))).toEqual(keys)
      await release()
    })

    test('finds one by its key, as it is listed, and nothing where nothing is', async () => {
      await dropped.put('a/b/one', '1')
      await dropped.put('a/b/two', '22')
      const listing = await listed(raw)
      for (const object of listing) {
        expect(await raw.find(object.key)).toMatchObject({
          key: object.key,
          etag: object.etag,
          size_bytes: object.size_bytes,
        })
      }
      for (const key of ['a/b/three', 'a/b', 'b']) expect(await raw.find(key)).toBeUndefined()
    })

    test('an object is given as long as it says', async () => {
      for (const key of ['a', 'b/c', 'b/d/e']) await dropped.put(key, key)
      for (const { key, listed_until_ms } of await listed(raw)) {
        expect(await keysOf(raw, listed_until_ms)).toContain(key)
      }
    })

    test('what came after a moment is listed, also deep in what is old', async () => {
      await dropped.put('2025/07/01/10/one', '1')
      const moment = await dropped.moment()
      const late = look_back_ms === undefined ? '2025/07/01/10/' : folderOf(moment - look_back_ms + HOUR_MS)
      const keys = [
        `${late}late`,
        `${folderOf(moment)}new`,
        `${folderOf(moment + DAY_MS)}ahead`,
        'a/b/top',
        'top',
      ]
      for (const key of keys) await dropped.put(key, key)
      expect(await keysOf(raw, moment)).toEqual(expect.arrayContaining(keys))
    })

    test('what is old and quiet is not looked at again', async () => {
      await dropped.put('2025/07/01/10/one', '1')
      const moment = await dropped.moment()
      const two = `${folderOf(moment)}two`
      await dropped.put(two, '2')
      expect(await keysOf(raw, moment)).toEqual([two])
      expect(await keysOf(raw)).toHaveLength(2)
    })
  })
}
