import type { CreateDataSetCommandInput, RowLevelPermissionDataSet } from '@aws-sdk/client-quicksight'
import { columnsOf } from '../quicksight/lint/data-set.ts'

type DataSet = Partial<CreateDataSetCommandInput>

/** The rules of rows that are in force of a data set, in either form of data preparation; undefined where all is shown. */
export function rowRules({
  RowLevelPermissionDataSet,
  SemanticModelConfiguration,
}: DataSet): RowLevelPermissionDataSet | undefined {
  const tables = Object.values(SemanticModelConfiguration?.TableMap ?? {}).map(
    each => each.RowLevelPermissionConfiguration?.RowLevelPermissionDataSet,
  )
  const all = RowLevelPermissionDataSet ? [RowLevelPermissionDataSet] : tables
  return all.every(rules => rules && rules.Status !== 'DISABLED') ? all[0] : undefined
}

/** By column, who sees it; columns that are not in it are seen by everybody. */
export function restrictedColumns({
  ColumnLevelPermissionRules = [],
}: DataSet): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, ReadonlySet<string>>()
  for (const { ColumnNames = [], Principals = [] } of ColumnLevelPermissionRules)
    for (const name of ColumnNames) all.set(name, new Set([...(all.get(name) ?? []), ...Principals]))
  return all
}

/**
 * What protects a data set now and would not any more, for people: rules of rows that are gone, off or others; columns that
 * everybody would see, or somebody whom neither the data set nor the rules of access name.
 * @param granted principals to whom the rules of access give personal data
 */
export function lostProtection(
  next: CreateDataSetCommandInput,
  now: DataSet,
  granted: ReadonlySet<string> = new Set(),
): readonly string[] {
  const lost: string[] = []
  const [rows, had] = [rowRules(next), rowRules(now)]
  if (had && !rows) lost.push('rules of rows')
  else if (had && (rows?.Arn !== had.Arn || rows?.PermissionPolicy !== had.PermissionPolicy))
    lost.push(`rules of rows: ${rows?.Arn} in place of ${had.Arn}`)
  const columns = columnsOf(next)
  const restricted = restrictedColumns(next)
  for (const [name, principals] of restrictedColumns(now)) {
    if (columns && !columns.has(name)) continue
    const sees = restricted.get(name)
    const more = [...(sees ?? [])].filter(each => !principals.has(each) && !granted.has(each))
    if (!sees) lost.push(`rules of the column ${name}`)
    else if (more.length > 0) lost.push(`rules of the column ${name}, also shown to ${more.join(', ')}`)
  }
  return lost
}
