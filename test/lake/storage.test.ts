import { mkdtempSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderStorage } from '../../lake/storage/folder.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { storageContract } from './storage.contract.ts'

const folder = temporaryFolder()
let names = 0
const unique = (): string => `u${++names}`

storageContract('folder', async () => folderStorage(mkdtempSync(join(folder, 'lake-')), unique))
storageContract('memory', async () => memoryStorage(mkdtempSync(join(folder, 'scratch-')), () => ++names))

test('a folder: copies are the same file, and nothing temporary is left', async () => {
  const root = mkdtempSync(join(folder, 'lake-'))
  const storage = folderStorage(root, unique)
  await storage.put('a/x', Buffer.from('one'))
  await storage.copy('a/x', 'b/x')
  expect((await stat(join(root, 'a/x'))).ino).toBe((await stat(join(root, 'b/x'))).ino)
  await storage.putIfAbsent('a/x', Buffer.from('two'))
  expect(await readdir(join(root, '_scratch'))).toEqual([])
})

test('a folder: empty folders go with their last object', async () => {
  const root = mkdtempSync(join(folder, 'lake-'))
  const storage = folderStorage(root, unique)
  await storage.put('t/dt=1/v=1/x', Buffer.from('one'))
  await storage.put('t/dt=2/v=1/x', Buffer.from('one'))
  await storage.remove(['t/dt=1/v=1/x'])
  expect(await readdir(join(root, 't'))).toEqual(['dt=2'])
})

test.each(['dt=2025-07-01', 'lake [1]', 'lakes*', 'which?'])(
  'a lake in a folder called %s is refused',
  name => {
    expect(() => folderStorage(join(folder, name, 'lake'), unique)).toThrow(
      expect.objectContaining({
        value: join(folder, name, 'lake'),
        remedy: expect.stringContaining('another'),
      }),
    )
  },
)
