import type {
  CreateDataSetCommandInput,
  InputColumn,
  TransformOperation,
  TransformStep,
} from '@aws-sdk/client-quicksight'

/** Types of columns, by their names. The type of what is calculated is not known. */
export type Columns = ReadonlyMap<string, InputColumn['Type'] | undefined>

type Input = CreateDataSetCommandInput

const inputColumns = (input: Input): readonly InputColumn[] =>
  Object.values(input.PhysicalTableMap ?? {}).flatMap(
    table =>
      table.RelationalTable?.InputColumns ?? table.CustomSql?.Columns ?? table.S3Source?.InputColumns ?? [],
  )

/** What a transform of either form makes of columns. */
function transformed(columns: Columns, step: TransformOperation & TransformStep): Columns {
  const after = new Map(columns)
  const projected = (step.ProjectOperation ?? step.ProjectStep)?.ProjectedColumns
  if (projected) return new Map(projected.map(name => [name, columns.get(name)]))
  for (const { ColumnName } of (step.CreateColumnsOperation ?? step.CreateColumnsStep)?.Columns ?? [])
    if (ColumnName !== undefined) after.set(ColumnName, undefined)
  const renames = step.RenameColumnsStep?.RenameColumnOperations ?? [step.RenameColumnOperation]
  for (const rename of renames) {
    if (rename?.ColumnName === undefined || rename.NewColumnName === undefined) continue
    after.set(rename.NewColumnName, columns.get(rename.ColumnName))
    after.delete(rename.ColumnName)
  }
  const casts = step.CastColumnTypesStep?.CastColumnTypeOperations ?? [step.CastColumnTypeOperation]
  for (const cast of casts)
    if (cast?.ColumnName !== undefined) after.set(cast.ColumnName, cast.NewColumnType as InputColumn['Type'])
  return after
}

/**
 * The columns that a data set gives; undefined where that is more than can be told from the request: joins, unions,
 * aggregates, and what is made of other data sets.
 */
export function columnsOf(input: Input): Columns | undefined {
  const steps = Object.values(input.DataPrepConfiguration?.TransformStepMap ?? {})
  const tables = Object.values(input.LogicalTableMap ?? {})
  const sources = Object.values(input.DataPrepConfiguration?.SourceTableMap ?? {})
  const isPlain =
    Object.keys(input.PhysicalTableMap ?? {}).length === 1 &&
    tables.length < 2 &&
    tables.every(({ Source }) => Source?.PhysicalTableId !== undefined) &&
    sources.every(({ PhysicalTableId }) => PhysicalTableId !== undefined) &&
    steps.every(
      step => !(step.JoinStep || step.AggregateStep || step.PivotStep || step.UnpivotStep || step.AppendStep),
    )
  if (!isPlain) return undefined
  const transforms = [...steps, ...tables.flatMap(({ DataTransforms = [] }) => DataTransforms)]
  const first: Columns = new Map(inputColumns(input).map(({ Name = '', Type }) => [Name, Type]))
  return transforms.reduce<Columns>(
    (columns, step) => transformed(columns, step as TransformOperation & TransformStep),
    first,
  )
}
