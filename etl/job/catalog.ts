import type { Catalog } from '../../lake/catalog/catalog.ts'
import { versionPrefix } from '../../lake/log/commit.ts'
import type { LakeState } from '../../lake/log/state.ts'
import { duckdbType } from '../../schema/formats/duckdb.ts'
import { tables } from '../../schema/tables.ts'

/** Brings the catalog to what the log says. Writes only what differs, so it also heals what a crash left behind. */
export async function syncCatalog(catalog: Catalog, state: LakeState): Promise<void> {
  const known = new Map((await catalog.tables()).map(table => [table.name, JSON.stringify(table)]))
  for (const table of Object.values(tables)) {
    const partitions = Object.entries(state.partitions[table.name] ?? {})
      .filter(([, { files }]) => files.length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const entry = {
      name: table.name,
      doc: table.doc,
      columns: Object.entries(table.columns).map(([name, { type, doc }]) => ({
        name,
        type: duckdbType(type),
        doc,
      })),
      partitions: Object.fromEntries(
        partitions.map(([dt, { version }]) => [dt, versionPrefix(table.name, dt, version)]),
      ),
    }
    if (known.get(table.name) !== JSON.stringify(entry)) await catalog.putTable(entry)
  }
}
