import type { CatalogTable, TableCatalog } from '../../lake/catalog/catalog.ts'
import { versionPrefix } from '../../lake/log/commit.ts'
import type { Log } from '../../lake/log/log.ts'
import type { LakeState } from '../../lake/log/state.ts'
import { LakeError } from '../../schema/error.ts'
import type { Table } from '../../schema/table.ts'
import { tables } from '../../schema/tables.ts'

/** What a catalog is to show of a state of the lake. */
export const catalogTables = ({ partitions }: LakeState): readonly CatalogTable[] =>
  Object.values<Table>(tables).map(table => ({
    table,
    partitions: Object.fromEntries(
      Object.entries(partitions[table.name] ?? {})
        .filter(([, { files }]) => files.length > 0)
        .map(([dt, { version }]) => [dt, versionPrefix(table.name, dt, version)]),
    ),
  }))

/** What kept a catalog from showing what is committed, in words that say that it is committed. */
function behind(error: unknown, catalog: TableCatalog): unknown {
  if (!(error instanceof LakeError)) return error
  return new LakeError({
    what: `committed, but not shown by ${catalog.name}: ${error.what}`,
    value: error.value,
    allowed: error.allowed,
    remedy: `${error.remedy}; the next run, or connect-lake catalog repair, brings it to what is committed`,
    cause: error,
  })
}

/**
 * Brings catalogs to what the log says. They write only what differs, so it also heals what a crash left behind. Who
 * was overtaken meanwhile may have shown what is old by now: whoever is last looks at the log again, and goes on.
 * @param known the newest state that is known
 */
export async function syncCatalogs(
  catalogs: readonly TableCatalog[],
  log: Log,
  known: LakeState,
): Promise<void> {
  for (let state = known; ; state = await log.head()) {
    for (const catalog of catalogs) {
      await catalog.sync(catalogTables(state)).catch(error => {
        throw behind(error, catalog)
      })
    }
    if (!(await log.read(state.seq + 1))) return
  }
}
