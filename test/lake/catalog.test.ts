import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { storageCatalog } from '../../lake/catalog/storage.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import { tables } from '../../schema/tables.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { observed } from '../fixture/observed-storage.ts'
import { tableCatalogContract } from './catalog.contract.ts'

const folder = temporaryFolder()

function stored() {
  let writes = 0
  const storage = observed(
    memoryStorage(mkdtempSync(join(folder, 'scratch-')), () => 1),
    (call, name) => {
      if (!/^(get|local) /.test(name)) writes++
      return call()
    },
  )
  const read = async (table: string) => {
    const bytes = await storage.get(`_catalog/tables/${table}.json`)
    return bytes && JSON.parse(Buffer.from(bytes).toString())
  }
  return { storage, read, catalog: storageCatalog(storage), writes: async () => writes }
}

tableCatalogContract('in the storage', async () => {
  const { read, catalog, writes } = stored()
  return {
    ...{ catalog, writes },
    async seen(table) {
      const file = await read(table)
      return (
        file && {
          columns: file.columns.map(({ name }: { name: string }) => name),
          partitions: file.partitions,
        }
      )
    },
  }
})

test.each(['', '{"name":"ledger"', '{"name":"ledger"}', '[]'])(
  'a file that says %j is written anew',
  async damage => {
    const { storage, catalog } = stored()
    const wanted = [{ table: tables.ledger, partitions: { '2025-07-01': 'ledger/dt=2025-07-01/v=1/' } }]
    await catalog.sync(wanted)
    await storage.put('_catalog/tables/ledger.json', Buffer.from(damage))
    expect((await catalog.differences(wanted)).length).toBeGreaterThan(0)
    await catalog.sync(wanted)
    expect(await catalog.differences(wanted)).toEqual([])
  },
)
