import type { Table } from '../../schema/table.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
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

/**
 * Where views are deployed, and what is noted of them.
 *
 * Implementations: `storage.ts`, for the engine of this machine; `glue-views.ts`, for Athena; `trino-views.ts`.
 */
export interface ViewCatalog {
  /** For people: which one it is, and where. */
  readonly name: string
  /** Every view there, whoever made it. */
  views(): Promise<readonly DeployedView[]>
  /**
   * Makes a view, or puts it in the place of another, at once: who asks meets the one or the other. May be repeated.
   * @param before what the change was planned on; where the catalog can tell, it throws a `LakeError` when others were
   *   faster
   */
  putView(view: DeployedView, before?: DeployedView): Promise<void>
  /** That there is none is no error. */
  dropView(name: string): Promise<void>
}
