import { duckdbType } from '../../schema/formats/duckdb.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import type { Storage } from '../storage/storage.ts'
import type { CatalogTable, TableCatalog, ViewCatalog } from './catalog.ts'
import { type Difference, differencesOf, type ShownTable } from './difference.ts'

const TABLES = '_catalog/tables/'
const VIEWS = '_catalog/views/'

/** A table as its file has it. */
interface StoredTable {
  readonly name: string
  readonly doc: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly doc: string }[]
  readonly partitions: Readonly<Record<string, string>>
}

const inDays = (partitions: CatalogTable['partitions']): CatalogTable['partitions'] =>
  Object.fromEntries(Object.entries(partitions).sort(([a], [b]) => (a < b ? -1 : 1)))

const storedTable = ({ table, partitions }: CatalogTable): StoredTable => ({
  name: table.name,
  doc: table.doc,
  columns: Object.entries(table.columns).map(([name, { type, doc }]) => ({
    name,
    type: duckdbType(type),
    doc,
  })),
  partitions: inDays(partitions),
})

/** Of any age, and of any hand: nothing is taken to be there. */
const shownTable = ({ doc = '', columns = [], partitions = {} }: Partial<StoredTable>): ShownTable => ({
  facts: { description: doc },
  columns: Object.fromEntries(columns.map(({ name, type, doc }) => [name, { type, about: doc }])),
  partitions: Object.fromEntries(
    Object.entries(partitions).map(([dt, location]) => [dt, { location, columns: '' }]),
  ),
})

/** A catalog of files in the lake's own storage: one JSON document a table, one a view. */
export function storageCatalog(storage: Storage): TableCatalog & ViewCatalog {
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
  const put = (key: string, value: StoredTable | DeployedView): Promise<void> =>
    storage.put(key, Buffer.from(`${JSON.stringify(value, null, 2)}\n`))

  async function differences(wanted: readonly CatalogTable[]): Promise<readonly Difference[]> {
    const known = new Map((await all<Partial<StoredTable>>(TABLES)).map(table => [table.name, table]))
    return wanted.flatMap(each => {
      const stored = known.get(each.table.name)
      return differencesOf(each.table.name, stored && shownTable(stored), shownTable(storedTable(each)))
    })
  }

  async function repair(wanted: readonly CatalogTable[]): Promise<readonly Difference[]> {
    const found = await differences(wanted)
    const apart = new Set(found.map(({ table }) => table))
    for (const each of wanted)
      if (apart.has(each.table.name)) await put(`${TABLES}${each.table.name}.json`, storedTable(each))
    return found
  }

  return {
    name: `the lake's own catalog, ${storage.location}/_catalog`,
    differences,
    // Engines of this machine take columns from the files themselves: no type of the catalog's can be in their way.
    sync: async wanted => void (await repair(wanted)),
    repair,
    views: () => all<DeployedView>(VIEWS),
    putView: view => put(`${VIEWS}${view.name}.json`, view),
    dropView: name => storage.remove([`${VIEWS}${name}.json`]),
  }
}
