/** A table as the catalog shows it to whoever queries the lake. */
export interface CatalogTable {
  readonly name: string
  readonly doc: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly doc: string }[]
  /** dt → the folder, under the lake, that holds its files now. */
  readonly partitions: Readonly<Record<string, string>>
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
 * What other tools see of the lake. Brought to what the log says after every commit; never the truth itself.
 *
 * Implementation: `storage.ts`, in the lake's own storage.
 */
export interface Catalog {
  tables(): Promise<readonly CatalogTable[]>
  putTable(table: CatalogTable): Promise<void>
  views(): Promise<readonly CatalogView[]>
  putView(view: CatalogView): Promise<void>
  dropView(name: string): Promise<void>
}
