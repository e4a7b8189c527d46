import type { Access } from './access.ts'
import type { BusinessTime } from './business-time.ts'

/** The types a view's column can have: Athena's names. No timestamps with a zone: QuickSight cannot read them. */
export type ViewType = 'varchar' | 'bigint' | 'double' | 'boolean' | 'date' | 'timestamp'

export interface ViewColumn {
  readonly type: ViewType
  readonly doc: string
  readonly pii?: true
}

export type ViewColumns = Readonly<Record<string, ViewColumn>>

/** What the configuration says to views that are made of it. */
export interface Configured extends BusinessTime {
  readonly access?: Access
}

/**
 * A view: the contract that dashboards and analysts rely on. Its SQL is in `<name>.v<version>.sql` beside this, in the
 * subset of Athena SQL that DuckDB runs after the prelude, and never changes once it was released: a change is a new
 * version. The name without a version is an alias for the newest.
 */
export interface View<C extends ViewColumns = ViewColumns> {
  readonly name: string
  readonly version: number
  readonly doc: string
  /** Of a view made of the configuration, or of the price list: its SQL. It has no file and no versions, and changes with them. */
  readonly generate?: (configured: Configured) => string
  /** Of such a view: what it is made of; the business time of the configuration unless it says so. */
  readonly made_of?: 'access' | 'prices'
  /** What one row is, as the columns that tell rows apart. */
  readonly grain: readonly string[]
  /** Tables and views that the SQL reads; views by their alias. */
  readonly uses: readonly string[]
  readonly columns: C
}

/** Declares a view. */
export function view<const C extends ViewColumns>(
  definition: View<C> & { readonly grain: readonly (keyof C & string)[] },
): View<C> {
  return definition
}

/** The name of the view of one version, such as `contact_v1`. */
export const versionedName = ({ name, version }: View): string => `${name}_v${version}`

/** The file that holds the SQL of a view. */
export const sqlFile = ({ name, version }: View): string => `sql/views/${name}.v${version}.sql`

/** The statement body behind the alias: all columns by name, so that the contract is what is seen. */
export const aliasSql = (view: View): string =>
  `SELECT ${Object.keys(view.columns).join(', ')} FROM ${versionedName(view)}`

/** A view as it is to be deployed. */
export interface WantedView {
  readonly view: View
  readonly sql: string
  /** For a view that is generated: what it was made of. */
  readonly generated_from?: Partial<Configured> | { readonly priced_on: string }
}
