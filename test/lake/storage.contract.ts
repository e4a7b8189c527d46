import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Storage } from '../../lake/storage/storage.ts'

const bytes = (text: string): Buffer => Buffer.from(text)
const textOf = (found: Uint8Array | undefined): string | undefined => found && Buffer.from(found).toString()

async function keys(storage: Storage, prefix: string): Promise<string[]> {
  const found: string[] = []
  for await (const { key } of storage.list(prefix)) found.push(key)
  return found
}

/** What every storage must do. */
export function storageContract(name: string, make: () => Promise<Storage>): void {
  describe(`storage: ${name}`, () => {
    let storage: Storage
    beforeEach(async () => {
      storage = await make()
    })

    test('gives what was put, and nothing where nothing was', async () => {
      await storage.put('a/b.json', bytes('one'))
      expect(textOf(await storage.get('a/b.json'))).toBe('one')
      expect(await storage.get('a/c.json')).toBeUndefined()
      expect(await storage.get('a')).toBeUndefined()
    })

    test('replaces, and keeps empty objects', async () => {
      await storage.put('a', bytes('one'))
      await storage.put('a', bytes(''))
      expect(textOf(await storage.get('a'))).toBe('')
    })

    test('what was put does not change with the buffer it was put from', async () => {
      const buffer = bytes('one')
      await storage.put('a', buffer)
      buffer.fill('x')
      expect(textOf(await storage.get('a'))).toBe('one')
    })

    test('puts where nothing is, and only there', async () => {
      expect(await storage.putIfAbsent('log/1', bytes('mine'))).toBe(true)
      expect(await storage.putIfAbsent('log/1', bytes('yours'))).toBe(false)
      expect(textOf(await storage.get('log/1'))).toBe('mine')
    })

    test('of 20 writers at once exactly one wins, and its bytes are there', async () => {
      for (let round = 0; round < 10; round++) {
        const key = `log/${round}`
        const won = await Promise.all(
          Array.from({ length: 20 }, (_, writer) => storage.putIfAbsent(key, bytes(`writer ${writer}`))),
        )
        const winners = won.flatMap((each, writer) => (each ? [writer] : []))
        expect(winners).toHaveLength(1)
        expect(textOf(await storage.get(key))).toBe(`writer ${winners[0]}`)
      }
    })

    test('lists by prefix, in the order of the keys', async () => {
      const all = ['t/dt=1/a', 't/dt=1-x/a', 't/dt=10/a', 't/dt=2/a', 't/dt=2/b/c', 'u/a', 't0']
      for (const key of all) await storage.put(key, bytes(key))
      expect(await keys(storage, 't/')).toEqual([
        't/dt=1-x/a',
        't/dt=1/a',
        't/dt=10/a',
        't/dt=2/a',
        't/dt=2/b/c',
      ])
      expect(await keys(storage, 't/dt=1')).toEqual(['t/dt=1-x/a', 't/dt=1/a', 't/dt=10/a'])
      expect(await keys(storage, 't')).toEqual([
        't/dt=1-x/a',
        't/dt=1/a',
        't/dt=10/a',
        't/dt=2/a',
        't/dt=2/b/c',
        't0',
      ])
      expect(await keys(storage, 'nothing/')).toEqual([])
      expect((await keys(storage, '')).filter(key => !key.startsWith('_'))).toEqual([...all].sort())
    })

    test('lists sizes', async () => {
      await storage.put('a/x', bytes('12345'))
      for await (const object of storage.list('a/'))
        expect(object).toMatchObject({ key: 'a/x', size_bytes: 5 })
    })

    test('copies; the copy lives on without the original, and a second try does not matter', async () => {
      await storage.put('a/x', bytes('one'))
      await storage.copy('a/x', 'b/y')
      await storage.copy('a/x', 'b/y')
      await storage.remove(['a/x'])
      expect(textOf(await storage.get('b/y'))).toBe('one')
      await expect(storage.copy('nowhere', 'b/z')).rejects.toThrow()
    })

    test('a copy does not follow what replaces the original', async () => {
      await storage.put('a/x', bytes('one'))
      await storage.copy('a/x', 'b/y')
      await storage.put('a/x', bytes('two'))
      expect(textOf(await storage.get('b/y'))).toBe('one')
    })

    test('removes; what is not there does not matter', async () => {
      await storage.put('a/x', bytes('one'))
      await storage.put('a/y', bytes('two'))
      await storage.remove(['a/x', 'a/nothing', 'b/nothing'])
      expect(await keys(storage, 'a/')).toEqual(['a/y'])
    })

    test('takes a file in, which is gone then, and gives it back as a file', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'connect-lake-contract-'))
      const file = join(folder, 'x.parquet')
      await writeFile(file, 'content')
      await storage.upload(file, 't/dt=2025-07-01/v=1/x.parquet')
      await expect(readFile(file)).rejects.toThrow()
      const path = await storage.local('t/dt=2025-07-01/v=1/x.parquet', 'content'.length)
      expect(path.replaceAll('\\', '/')).toMatch(/t\/dt=2025-07-01\/v=1\/x\.parquet$/)
      expect(await readFile(path, 'utf8')).toBe('content')
    })

    test.each(['', '/a', 'a/', 'a//b', '../a', 'a/../b', './a', 'a\\b', 'a\0b'])(
      'refuses the key %j',
      async key => {
        await expect(async () => storage.put(key, bytes('x'))).rejects.toMatchObject({
          what: expect.stringContaining('key'),
        })
        await expect(async () => storage.get(key)).rejects.toMatchObject({
          what: expect.stringContaining('key'),
        })
      },
    )
  })
}
