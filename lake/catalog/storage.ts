import type { Storage } from '../storage/storage.ts'
import type { Catalog, CatalogTable, CatalogView } from './catalog.ts'

const TABLES = '_catalog/tables/'
const VIEWS = '_catalog/views/'

/** A catalog of files in the lake's own storage: one JSON document a table, one a view. */
export function storageCatalog(storage: Storage): Catalog {
  async function all<T>(prefix: string): Promise<readonly T[]> {
    const found: T[] = []
    for await (const { key } of storage.list(prefix)) {
      const bytes = await storage.get(key)
      try {
        if (bytes) found.push(JSON.parse(Buffer.from(bytes).toString()) as T)
      } catch {
        // The catalog is made of the log and can be made again: what is damaged counts as missing, and is written anew.
      }
    }
    return found
  }
  const put = (key: string, value: CatalogTable | CatalogView): Promise<void> =>
    storage.put(key, Buffer.from(`${JSON.stringify(value, null, 2)}\n`))

  return {
    tables: () => all<CatalogTable>(TABLES),
    putTable: table => put(`${TABLES}${table.name}.json`, table),
    views: () => all<CatalogView>(VIEWS),
    putView: view => put(`${VIEWS}${view.name}.json`, view),
    dropView: name => storage.remove([`${VIEWS}${name}.json`]),
  }
}
