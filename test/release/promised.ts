import { glueColumns } from '../../schema/formats/glue.ts'
import type { Table } from '../../schema/table.ts'
import { hashOf } from '../../sql/files.ts'
import type { View } from '../../sql/view.ts'

/** What those rely on who have a lake of a release. */
export interface Promised {
  /** By table and column: its type in the words of Hive. Files that were written with it are never written again. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** By alias: the version behind it, the fingerprint of its text, and the types of its columns. */
  readonly views: Readonly<Record<string, PromisedView>>
}

interface PromisedView {
  readonly version: number
  /** None of a view that is made of the configuration: it has no versions. */
  readonly hash?: string
  readonly columns: Readonly<Record<string, string>>
}

/** What a release with these tables and views promises. */
export function promisedBy(
  tables: readonly Table[],
  views: readonly View[],
  textOf: (view: View) => string,
): Promised {
  return {
    tables: Object.fromEntries(
      tables.map(table => [
        table.name,
        Object.fromEntries(glueColumns(table).map(({ Name, Type }) => [Name, Type])),
      ]),
    ),
    views: Object.fromEntries(
      views.map((view): readonly [string, PromisedView] => [
        view.name,
        {
          version: view.version,
          ...(!view.generate && { hash: hashOf(textOf(view)) }),
          columns: Object.fromEntries(Object.entries(view.columns).map(([name, { type }]) => [name, type])),
        },
      ]),
    ),
  }
}
