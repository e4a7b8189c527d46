import type {
  CreateDataSetCommandInput,
  PhysicalTable,
  RowLevelPermissionDataSet,
  TransformStep,
} from '@aws-sdk/client-quicksight'
import { shortName } from '../../../schema/short-name.ts'
import type { Dataset } from '../../spec/dataset.ts'
import type { QuickSightSettings } from '../settings.ts'
import { conditionText } from './expression.ts'
import type { Field } from './field.ts'

/** The names of the parts of a data set; each has one of each. */
const [TABLE, SOURCE, DESTINATION, MODEL] = ['table', 'source', 'destination', 'model'] as const

/** A data set, and the fields that definitions name of it. */
export interface UsedDataset {
  readonly data: Dataset
  readonly fields: readonly Field[]
}

/** Longer ids of columns QuickSight does not take. */
const LONGEST_ID = 64

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[ _]/g, '-')
    .replace(/[^a-z0-9-]/g, other => other.charCodeAt(0).toString(16))

/** The id of a column of the view, by which steps of preparation tell columns apart. */
export const columnId = (name: string): string => shortName(`read-${slug(name)}`, LONGEST_ID)

/** Of one that is made: `Disconnect reason` is not `disconnect_reason`. */
const madeId = (name: string): string => shortName(`made-${slug(name)}`, LONGEST_ID)

/** What is done to the rows of the view, in order: some are left out, and columns are made of others. */
function stepsOf({ data, fields }: UsedDataset) {
  const filters = data.where.map(condition => ({ ConditionExpression: conditionText(condition) }))
  const columns = fields.flatMap(({ made, name, expression }) =>
    made === 'with the data set' && expression !== undefined
      ? [{ ColumnName: name, ColumnId: madeId(name), Expression: expression }]
      : [],
  )
  return { filters, columns }
}

/** The form of data preparation of 2025: a step for each transform, each after the one before. */
function preparation(
  used: UsedDataset,
  rules: RowLevelPermissionDataSet | undefined,
): Pick<CreateDataSetCommandInput, 'DataPrepConfiguration' | 'SemanticModelConfiguration'> {
  const { filters, columns } = stepsOf(used)
  const Alias = used.data.view.name
  const steps: [string, TransformStep][] = [
    ['import', { ImportTableStep: { Alias, Source: { SourceTableId: SOURCE } } }],
  ]
  const after = () => ({ TransformOperationId: steps.at(-1)?.[0] })
  if (filters.length > 0)
    steps.push([
      'rows',
      { FiltersStep: { Alias: 'Rows that count', Source: after(), FilterOperations: filters } },
    ])
  if (columns.length > 0)
    steps.push([
      'columns',
      { CreateColumnsStep: { Alias: 'Words of readers', Source: after(), Columns: columns } },
    ])
  return {
    DataPrepConfiguration: {
      SourceTableMap: { [SOURCE]: { PhysicalTableId: TABLE } },
      TransformStepMap: Object.fromEntries(steps),
      DestinationTableMap: { [DESTINATION]: { Alias, Source: after() } },
    },
    SemanticModelConfiguration: {
      TableMap: {
        [MODEL]: {
          Alias,
          DestinationTableId: DESTINATION,
          ...(rules && { RowLevelPermissionConfiguration: { RowLevelPermissionDataSet: rules } }),
        },
      },
    },
  }
}

/** The form before that. */
function legacyPreparation(
  used: UsedDataset,
  rules: RowLevelPermissionDataSet | undefined,
): Pick<CreateDataSetCommandInput, 'LogicalTableMap' | 'RowLevelPermissionDataSet'> {
  const { filters, columns } = stepsOf(used)
  return {
    LogicalTableMap: {
      [MODEL]: {
        Alias: used.data.view.name,
        Source: { PhysicalTableId: TABLE },
        ...(filters.length + columns.length > 0 && {
          DataTransforms: [
            ...filters.map(FilterOperation => ({ FilterOperation })),
            ...(columns.length > 0 ? [{ CreateColumnsOperation: { Columns: columns } }] : []),
          ],
        }),
      },
    },
    ...(rules && { RowLevelPermissionDataSet: rules }),
  }
}

/** What a data set reads, and what is done to it, in the form that the settings ask for. */
export function prepared(
  used: UsedDataset,
  table: PhysicalTable,
  rules: RowLevelPermissionDataSet | undefined,
  settings: QuickSightSettings,
) {
  return {
    PhysicalTableMap: { [TABLE]: table },
    ...(settings.legacy_data_preparation ? legacyPreparation(used, rules) : preparation(used, rules)),
  }
}
