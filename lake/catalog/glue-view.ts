import type { Table, TableInput } from '@aws-sdk/client-glue'
import { glueComment } from '../../schema/formats/glue.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import type { ViewColumns, ViewType } from '../../sql/view.ts'

/** The parameter that has what was noted of a view when it was deployed. */
const NOTE = 'connect_lake_view'

/** A view as Athena and Trino keep it, as far as it matters: the JSON behind the mark. */
interface StoredView {
  readonly originalSql: string
  readonly catalog: string
  readonly schema: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** What Athena and Trino call the types in that JSON. */
const trinoTypes: Readonly<Record<ViewType, string>> = {
  ...{ varchar: 'varchar', bigint: 'bigint', double: 'double', boolean: 'boolean', date: 'date' },
  timestamp: 'timestamp(3)',
}
/** What Hive calls them, beside it. */
const hiveTypes: Readonly<Record<ViewType, string>> = {
  ...trinoTypes,
  varchar: 'string',
  timestamp: 'timestamp',
}

const MARK = '/* Presto View'

/**
 * A view as the Glue Data Catalog has it for Athena and Trino. `Description` stays empty and `comment` is that one
 * word: Trino does not take it for a view otherwise.
 * @param catalog as engines resolve it, in small letters: awsdatacatalog
 */
export function viewInput(
  view: DeployedView,
  catalog: string,
  schema: string,
): TableInput & { Name: string } {
  const { name, sql, revision: _, ...note } = view
  const columns = Object.entries(view.columns ?? {})
  const stored = {
    ...{ originalSql: sql, catalog, schema },
    // A view of others that is put back has types that ours have not.
    columns: columns.map(([column, { type }]) => ({ name: column, type: trinoTypes[type] ?? type })),
    // Of whoever asks: without it, Trino wants an owner in whose name it asks.
    runAsInvoker: true,
  } satisfies StoredView & { readonly runAsInvoker: true }
  return {
    Name: name,
    TableType: 'VIRTUAL_VIEW',
    Parameters: { presto_view: 'true', comment: 'Presto View', [NOTE]: JSON.stringify(note) },
    PartitionKeys: [],
    StorageDescriptor: {
      Columns: columns.map(([column, { type, doc, pii }]) => ({
        ...{ Name: column, Type: hiveTypes[type] ?? type, Comment: glueComment(doc) },
        ...(pii && { Parameters: { pii: 'true' } }),
      })),
      Location: '',
      SerdeInfo: {},
    },
    ViewOriginalText: `${MARK}: ${Buffer.from(JSON.stringify(stored)).toString('base64')} */`,
    ViewExpandedText: `${MARK} */`,
  }
}

function parsed<T>(text: string): Partial<T> {
  try {
    return JSON.parse(text) as Partial<T>
  } catch {
    return {}
  }
}

/** The columns as they are stored, whatever was noted of them, with what was said of them. */
function columnsOf({ columns = [] }: Partial<StoredView>, said: ViewColumns): ViewColumns {
  const types = new Map(Object.entries(trinoTypes).map(([type, stored]) => [stored, type as ViewType]))
  return Object.fromEntries(
    columns.map(({ name, type }) => [
      name,
      { ...(said[name] ?? { doc: '' }), type: types.get(type) ?? (type as ViewType) },
    ]),
  )
}

/** The view that an entry of the catalog is; undefined for what is none that Athena or Trino made, or we. */
export function viewOf(table: Table): DeployedView | undefined {
  const { Name = '', TableType, Parameters = {}, ViewOriginalText = '', VersionId } = table
  if (TableType !== 'VIRTUAL_VIEW' || Parameters.presto_view !== 'true') return undefined
  const coded = ViewOriginalText.slice(`${MARK}: `.length, -' */'.length)
  const stored = parsed<StoredView>(Buffer.from(coded, 'base64').toString())
  const note = parsed<DeployedView>(Parameters[NOTE] ?? '')
  return {
    ...{ hash: '', ...note, name: Name, sql: stored.originalSql ?? '' },
    columns: columnsOf(stored, note.columns ?? {}),
    ...(VersionId !== undefined && { revision: VersionId }),
  }
}
