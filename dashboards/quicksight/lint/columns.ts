import type { ColumnIdentifier } from '@aws-sdk/client-quicksight'
import type { Violation } from '../model/check.ts'
import type { Scope } from './scope.ts'
import { doubles, found, oneOf } from './violation.ts'

/** The types of columns that a structure takes; those that are not named take all. */
const taken: Readonly<Record<string, readonly string[]>> = {
  CategoricalDimensionField: ['STRING', 'BIT', 'BOOLEAN'],
  NumericalDimensionField: ['INTEGER', 'DECIMAL', 'BIT', 'BOOLEAN'],
  DateDimensionField: ['DATETIME'],
  NumericalMeasureField: ['INTEGER', 'DECIMAL', 'BIT', 'BOOLEAN'],
  CategoricalMeasureField: ['STRING', 'BIT', 'BOOLEAN'],
  DateMeasureField: ['DATETIME'],
  CategoryFilter: ['STRING', 'BIT', 'BOOLEAN'],
  NumericRangeFilter: ['INTEGER', 'DECIMAL'],
  NumericEqualityFilter: ['INTEGER', 'DECIMAL'],
  TimeEqualityFilter: ['DATETIME'],
  TimeRangeFilter: ['DATETIME'],
  RelativeDatesFilter: ['DATETIME'],
}

/** What a value of a row has to be: an aggregate cannot be grouped by, nor be aggregated again. */
const ofRows = new Set([
  'CategoricalDimensionField',
  'NumericalDimensionField',
  'DateDimensionField',
  'CategoricalMeasureField',
  'DateMeasureField',
  'UnaggregatedField',
])

/** Every data set that is named is declared, and has the column that is named, of a type that fits. */
export function* columnRules(scope: Scope): Generator<Violation> {
  const declarations = scope.definition.DataSetIdentifierDeclarations ?? []
  yield* doubles(
    'an identifier of a data set',
    declarations.map(({ Identifier = '' }, i) => ({
      name: Identifier,
      path: `Definition.DataSetIdentifierDeclarations[${i}].Identifier`,
    })),
  )
  for (const { value, path } of scope.nodes('ColumnIdentifier')) {
    const {
      DataSetIdentifier,
      TopicIdentifier,
      ColumnName = '',
    } = value as Partial<ColumnIdentifier> & {
      TopicIdentifier?: string
    }
    if (TopicIdentifier !== undefined) continue
    const dataSet = scope.dataSets.get(DataSetIdentifier ?? '')
    if (!dataSet)
      yield found(
        `${path}.DataSetIdentifier`,
        'the data set is not declared',
        DataSetIdentifier,
        oneOf(scope.dataSets.keys()),
      )
    else if (!scope.field({ DataSetIdentifier, ColumnName }))
      yield found(
        `${path}.ColumnName`,
        `the data set ${DataSetIdentifier} has no such column`,
        ColumnName,
        oneOf([...(dataSet.columns?.keys() ?? []), ...dataSet.calculated.keys()]),
      )
  }
  for (const [shape, types] of Object.entries(taken))
    for (const { value, path } of scope.nodes(shape)) {
      const field = scope.field(value.Column as ColumnIdentifier)
      if (field?.kind === 'column' && field.type !== undefined && !types.includes(field.type))
        yield found(
          `${path}.Column`,
          `a column of another type is meant by ${shape}`,
          `${(value.Column as ColumnIdentifier).ColumnName}, a ${field.type}`,
          types.join(', '),
        )
    }
}

/** What is an aggregate already is neither aggregated again nor grouped by. */
export function* aggregationRules(scope: Scope): Generator<Violation> {
  for (const shape of [...ofRows, 'NumericalMeasureField'])
    for (const { value, path } of scope.nodes(shape)) {
      const column = value.Column as ColumnIdentifier
      const field = scope.field(column)
      if (field?.kind !== 'calculated' || field.level !== 'aggregate') continue
      if (ofRows.has(shape))
        yield found(
          path,
          `the calculated field is an aggregate, which ${shape} does not take`,
          column.ColumnName,
          'NumericalMeasureField without AggregationFunction',
        )
      else if (value.AggregationFunction !== undefined)
        yield found(
          `${path}.AggregationFunction`,
          'the calculated field is an aggregate, and would be aggregated again',
          value.AggregationFunction,
          'no AggregationFunction',
        )
    }
}
