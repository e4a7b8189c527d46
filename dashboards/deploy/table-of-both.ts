import type { InputColumn, PhysicalTable } from '@aws-sdk/client-quicksight'
import { isSqlName } from '../../sql/literal.ts'
import { attributeJoinOfBoth, columnsOfView } from '../../sql/metrics/attribute-join.ts'

/** The columns that a table or text of SQL gives. */
export const columnsRead = ({ RelationalTable, CustomSql }: PhysicalTable): readonly InputColumn[] =>
  RelationalTable?.InputColumns ?? CustomSql?.Columns ?? []

const nameOf = ({ Name = '' }: InputColumn): string => Name

/** What reads it, as SQL; undefined of what is neither SQL nor a table with names like ours. */
function sqlOf({ RelationalTable: table, CustomSql }: PhysicalTable): string | undefined {
  if (!table) return CustomSql?.SqlQuery
  const { Catalog = '', Schema = '', Name = '', InputColumns = [] } = table
  const columns = InputColumns.map(nameOf)
  return [Name, ...columns].every(isSqlName)
    ? columnsOfView(`"${Catalog}"."${Schema}".${Name}`, columns)
    : undefined
}

/**
 * What reads the columns of what is to be read, and beside them those that would be lost. Undefined where nothing reads both:
 * they are of two tables, or of SQL that is not ours.
 * @param lost names of columns, of which some are not read but made
 */
export function tableOfBoth(
  next: PhysicalTable,
  now: PhysicalTable,
  lost: ReadonlySet<string>,
): PhysicalTable | undefined {
  const more = columnsRead(now).filter(column => lost.has(nameOf(column)))
  if (more.length === 0) return next
  const [{ RelationalTable: table }, { RelationalTable: tableNow }] = [next, now]
  if (table && tableNow) {
    const isSame = (['DataSourceArn', 'Catalog', 'Schema', 'Name'] as const).every(
      member => table[member] === tableNow[member],
    )
    return isSame
      ? { RelationalTable: { ...table, InputColumns: [...columnsRead(next), ...more] } }
      : undefined
  }
  const { DataSourceArn, Name } = table ?? next.CustomSql ?? {}
  const [sql, sqlNow] = [sqlOf(next), sqlOf(now)]
  const SqlQuery = sql && sqlNow && attributeJoinOfBoth(sqlNow, sql)
  if (!SqlQuery || DataSourceArn !== (tableNow ?? now.CustomSql)?.DataSourceArn) return undefined
  const names = new Set(columnsRead(now).map(nameOf))
  // In the order in which the text has them.
  const Columns = [...columnsRead(now), ...columnsRead(next).filter(column => !names.has(nameOf(column)))]
  return { CustomSql: { DataSourceArn, Name, SqlQuery, Columns } }
}
