import type { CreateDataSetCommandInput, RowLevelPermissionDataSet } from '@aws-sdk/client-quicksight'
import type { Violation } from '../model/check.ts'
import { isOf, type Request } from '../request.ts'
import { columnsOf } from './data-set.ts'
import { doubles, found, type Named, oneOf } from './violation.ts'

type Input = CreateDataSetCommandInput

const WHO = ['UserName', 'GroupName', 'UserARN', 'GroupARN']

/** Where a data set says by which rules its rows are seen: within the semantic model, or in the old form. */
function rowRules(input: Input): readonly (Named & { readonly rules: RowLevelPermissionDataSet })[] {
  const tables = Object.entries(input.SemanticModelConfiguration?.TableMap ?? {})
  const within = tables.flatMap(([name, { RowLevelPermissionConfiguration: configuration }]) => {
    const rules = configuration?.RowLevelPermissionDataSet
    const path = `SemanticModelConfiguration.TableMap.${name}.RowLevelPermissionConfiguration.RowLevelPermissionDataSet`
    return rules ? [{ name, path, rules }] : []
  })
  const rules = input.RowLevelPermissionDataSet
  return [...within, ...(rules ? [{ name: '', path: 'RowLevelPermissionDataSet', rules }] : [])]
}

function* preparationRules(input: Input): Generator<Violation> {
  const { DataPrepConfiguration: preparation, LogicalTableMap } = input
  if (!preparation) {
    if (input.SemanticModelConfiguration)
      yield found(
        'SemanticModelConfiguration',
        'a semantic model needs the new form of preparation',
        undefined,
        'DataPrepConfiguration beside it',
      )
    return
  }
  if (LogicalTableMap)
    yield found(
      'LogicalTableMap',
      'both forms of preparation are there',
      Object.keys(LogicalTableMap),
      'either DataPrepConfiguration or LogicalTableMap',
    )
  for (const old of ['RowLevelPermissionDataSet', 'RowLevelPermissionTagConfiguration'] as const)
    if (input[old])
      yield found(
        old,
        'with the new form of preparation this stands elsewhere',
        undefined,
        'SemanticModelConfiguration.TableMap.*.RowLevelPermissionConfiguration',
      )
  for (const [table, { RelationalTable, CustomSql }] of Object.entries(input.PhysicalTableMap ?? {})) {
    const [kind, columns] = RelationalTable
      ? ['RelationalTable.InputColumns', RelationalTable.InputColumns]
      : ['CustomSql.Columns', CustomSql?.Columns]
    for (const [i, { Id, Name }] of (columns ?? []).entries())
      if (Id === undefined)
        yield found(
          `PhysicalTableMap.${table}.${kind}[${i}].Id`,
          'with the new form of preparation a column has an id',
          Name,
          'an id of its own',
        )
  }
  const sources = Object.keys(preparation.SourceTableMap ?? {})
  const steps = Object.keys(preparation.TransformStepMap ?? {})
  const destinations = Object.keys(preparation.DestinationTableMap ?? {})
  const physical = Object.keys(input.PhysicalTableMap ?? {})
  for (const [name, { PhysicalTableId: id }] of Object.entries(preparation.SourceTableMap ?? {}))
    if (id !== undefined && !physical.includes(id))
      yield found(
        `DataPrepConfiguration.SourceTableMap.${name}.PhysicalTableId`,
        'there is no such table',
        id,
        oneOf(physical),
      )
  for (const [name, { ImportTableStep }] of Object.entries(preparation.TransformStepMap ?? {})) {
    const id = ImportTableStep?.Source?.SourceTableId
    if (id !== undefined && !sources.includes(id))
      yield found(
        `DataPrepConfiguration.TransformStepMap.${name}.ImportTableStep.Source.SourceTableId`,
        'there is no such source',
        id,
        oneOf(sources),
      )
  }
  for (const [name, { Source }] of Object.entries(preparation.DestinationTableMap ?? {})) {
    const id = Source?.TransformOperationId
    if (id !== undefined && !steps.includes(id))
      yield found(
        `DataPrepConfiguration.DestinationTableMap.${name}.Source.TransformOperationId`,
        'there is no such step',
        id,
        oneOf(steps),
      )
  }
  for (const [name, { DestinationTableId: id }] of Object.entries(
    input.SemanticModelConfiguration?.TableMap ?? {},
  ))
    if (id !== undefined && !destinations.includes(id))
      yield found(
        `SemanticModelConfiguration.TableMap.${name}.DestinationTableId`,
        'there is no such table',
        id,
        oneOf(destinations),
      )
}

function* rulesOfRows(input: Input, rules: readonly Input[]): Generator<Violation> {
  const columns = columnsOf(input)
  const known = new Map(rules.map(each => [each.DataSetId ?? '', each]))
  for (const {
    path,
    rules: { Arn = '', FormatVersion },
  } of rowRules(input)) {
    const set = known.get(Arn.split('/').at(-1) ?? '')
    if (!set) {
      yield found(
        `${path}.Arn`,
        'there is no such data set of rules',
        Arn,
        oneOf([...known].filter(([, each]) => each.UseAs === 'RLS_RULES').map(([id]) => id)),
      )
      continue
    }
    if (set.UseAs !== 'RLS_RULES')
      yield found(
        `${path}.Arn`,
        'the data set is not one of rules',
        set.DataSetId,
        'one with UseAs: RLS_RULES',
      )
    const fields = columnsOf(set)
    if (!columns || !fields) continue
    const who = [...fields.keys()].filter(name => WHO.includes(name))
    const wanted = FormatVersion === 'VERSION_2' ? ['UserARN', 'GroupARN'] : ['UserName', 'GroupName']
    if (!who.some(name => wanted.includes(name)))
      yield found(
        `${path}.FormatVersion`,
        'the rules do not say whom they are for',
        [...fields.keys()],
        `a column ${wanted.join(' or ')}`,
      )
    for (const name of fields.keys())
      if (!WHO.includes(name) && name !== 'Namespace' && !columns.has(name))
        yield found(
          path,
          'a rule is about a column that the data set does not have',
          name,
          oneOf(columns.keys()),
        )
  }
}

function* columnRules(input: Input): Generator<Violation> {
  const columns = columnsOf(input)
  if (!columns) return
  for (const [i, { ColumnNames = [] }] of (input.ColumnLevelPermissionRules ?? []).entries())
    for (const [j, name] of ColumnNames.entries())
      if (!columns.has(name))
        yield found(
          `ColumnLevelPermissionRules[${i}].ColumnNames[${j}]`,
          'the data set has no such column',
          name,
          oneOf(columns.keys()),
        )
  for (const [path, { TagRules = [] } = {}] of [
    ['RowLevelPermissionTagConfiguration', input.RowLevelPermissionTagConfiguration],
  ] as const)
    for (const [i, { ColumnName = '' }] of TagRules.entries())
      if (!columns.has(ColumnName))
        yield found(
          `${path}.TagRules[${i}].ColumnName`,
          'the data set has no such column',
          ColumnName,
          oneOf(columns.keys()),
        )
  if (input.UseAs !== 'RLS_RULES') return
  for (const [name, type] of columns)
    if (type !== undefined && type !== 'STRING')
      yield found('PhysicalTableMap', 'a column of rules is no text', `${name}, a ${type}`, 'STRING')
}

/** A quota that the documentation has, and no model. */
const MOST_CALCULATED = 200

function* calculatedRules({ LogicalTableMap, DataPrepConfiguration }: Input): Generator<Violation> {
  const legacy = Object.values(LogicalTableMap ?? {}).flatMap(({ DataTransforms = [] }) =>
    DataTransforms.flatMap(each => each.CreateColumnsOperation?.Columns ?? []),
  )
  const columns = Object.values(DataPrepConfiguration?.TransformStepMap ?? {}).flatMap(
    each => each.CreateColumnsStep?.Columns ?? [],
  )
  const count = legacy.length + columns.length
  if (count > MOST_CALCULATED)
    yield found(
      legacy.length > 0 ? 'LogicalTableMap' : 'DataPrepConfiguration.TransformStepMap',
      'the data set has too many calculated columns',
      count,
      `up to ${MOST_CALCULATED}`,
    )
}

/** Columns of a data set are unique, its rules are about them, and its parts name each other rightly. */
export function* dataSetRules(input: Input, all: readonly Request[]): Generator<Violation> {
  const others = all.filter(isOf('CreateDataSet')).map(each => each.input)
  for (const [table, { RelationalTable, CustomSql }] of Object.entries(input.PhysicalTableMap ?? {})) {
    const columns = RelationalTable?.InputColumns ?? CustomSql?.Columns ?? []
    const path = `PhysicalTableMap.${table}.${RelationalTable ? 'RelationalTable.InputColumns' : 'CustomSql.Columns'}`
    // Their names do not tell large letters from small ones.
    yield* doubles(
      'a column',
      columns.map(({ Name = '' }, i) => ({ name: Name.toLowerCase(), path: `${path}[${i}].Name` })),
    )
    if (CustomSql && columns.length === 0)
      yield found(`${path}`, 'SQL does not say which columns it gives', CustomSql.Name, 'Columns')
  }
  yield* preparationRules(input)
  yield* calculatedRules(input)
  yield* rulesOfRows(input, others)
  yield* columnRules(input)
}
