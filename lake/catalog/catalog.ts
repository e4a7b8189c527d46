import type { Table } from '../../schema/table.ts'
import type { Difference } from './difference.ts'

/** A table as a catalog is to show it: its definition, and where its files lie now. */
export interface CatalogTable {
  readonly table: Table
  /** dt → the folder, under the lake, that holds its files now. Days without rows have none. */
  readonly partitions: Readonly<Record<string, string>>
}

/**
 * What other tools see of the lake's tables. Whoever commits brings it to what the log says; never the truth itself.
 *
 * Implementations: `storage.ts`, in the lake's own storage; `glue.ts`, in the AWS Glue Data Catalog.
 */
export interface TableCatalog {
  /** For people: which one it is, and where. */
  readonly name: string
  /** Where it shows something else than it should. Looks at everything and changes nothing. */
  differences(wanted: readonly CatalogTable[]): Promise<readonly Difference[]>
  /**
   * Brings it to what it should show: writes what differs, and looks no closer than that takes. May be stopped anywhere
   * and repeated, and other writers may do the same at the same time. Throws a `LakeError` where a column has another
   * type than the files under it.
   */
  sync(wanted: readonly CatalogTable[]): Promise<void>
  /** The same after a look at everything; types that differ are set, too. Gives what was healed. */
  repair(wanted: readonly CatalogTable[]): Promise<readonly Difference[]>
}

/** A view as it is deployed. */
export interface CatalogView {
  readonly name: string
  readonly sql: string
  /** Fingerprint of the text: tells a view that was changed by hand. */
  readonly hash: string
  /** For an alias: the version it stands for. */
  readonly alias_of?: string
  /** For a view made of the configuration: what it was made of. */
  readonly generated_from?: unknown
}

/**
 * What is kept of the views.
 *
 * Implementation: `storage.ts`, in the lake's own storage.
 */
export interface ViewCatalog {
  views(): Promise<readonly CatalogView[]>
  putView(view: CatalogView): Promise<void>
  dropView(name: string): Promise<void>
}
