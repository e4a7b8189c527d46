import type {
  AnalysisDefinition,
  ColumnIdentifier,
  DashboardVersionDefinition,
  InputColumn,
} from '@aws-sdk/client-quicksight'
import { isOf, type Request } from '../request.ts'
import { type Columns, columnsOf } from './data-set.ts'
import { type Expression, ExpressionError, expressionOf, type Level } from './expression.ts'
import { type Node, nodesOf } from './walk.ts'

export type Definition = DashboardVersionDefinition | AnalysisDefinition

/** A calculated field of a definition. */
export interface Calculated {
  readonly name: string
  readonly path: string
  /** Undefined of what cannot be read; `fault` says why. */
  readonly expression: Expression | undefined
  readonly fault?: string
}

/** What a data set of a definition has. */
export interface DataSetScope {
  /** Undefined where it is not known. */
  readonly columns: Columns | undefined
  readonly calculated: ReadonlyMap<string, Calculated>
}

/** A field by its name: what it is. */
export type Field =
  | { readonly kind: 'column'; readonly type: InputColumn['Type'] | undefined }
  | { readonly kind: 'calculated'; readonly level: Level }
  /** Of a data set whose columns are not known. */
  | { readonly kind: 'unknown' }

/** What the rules of a definition look at. */
export interface Scope {
  readonly definition: Definition
  readonly dataSets: ReadonlyMap<string, DataSetScope>
  /** Every structure of the definition, outermost first. */
  all(): readonly Node[]
  /** Those of some shapes. */
  nodes(...shapes: readonly string[]): readonly Node[]
  /** Undefined where there is none. */
  field(column: ColumnIdentifier): Field | undefined
}

/** Of what is in a knot, or cannot be read, nothing is known; its own rule tells of it. */
function levelOf(
  name: string,
  fields: ReadonlyMap<string, Calculated>,
  above: readonly string[] = [],
): Level {
  const expression = fields.get(name)?.expression
  if (!fields.has(name) || !expression || above.includes(name)) return 'row'
  const level = expression.level(field => levelOf(field, fields, [...above, name]))
  return level === 'mixed' || level === 'nested' ? 'aggregate' : level
}

const calculatedOf = (name: string, text: string, path: string): Calculated => {
  try {
    return { name, path, expression: expressionOf(text) }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return { name, path, expression: undefined, fault: error.message }
  }
}

/** The columns of the data sets among requests, by ARN without what is before the resource: that depends on the place. */
export function columnsByArn(requests: readonly Request[]): ReadonlyMap<string, Columns | undefined> {
  return new Map(
    requests
      .filter(isOf('CreateDataSet'))
      .map(({ input }) => [`dataset/${input.DataSetId}`, columnsOf(input)]),
  )
}

/** The resource of an ARN: `dataset/contacts`. */
export const resourceOf = (arn: string): string => arn.split(':').slice(5).join(':')

/**
 * The scope of a definition.
 * @param shape   its name in the service's model
 * @param columns of data sets, by the resource of their ARN
 */
export function scopeOf(
  definition: Definition,
  shape: 'AnalysisDefinition' | 'DashboardVersionDefinition',
  columns: ReadonlyMap<string, Columns | undefined>,
): Scope {
  const all = [...nodesOf(shape, definition, 'Definition')]
  const calculated = (definition.CalculatedFields ?? []).map(
    ({ DataSetIdentifier, Name = '', Expression = '' }, i) => ({
      of: DataSetIdentifier,
      field: calculatedOf(Name, Expression, `Definition.CalculatedFields[${i}]`),
    }),
  )
  const dataSets = new Map<string, DataSetScope>(
    (definition.DataSetIdentifierDeclarations ?? []).map(({ Identifier = '', DataSetArn = '' }) => [
      Identifier,
      {
        columns: columns.get(resourceOf(DataSetArn)),
        calculated: new Map(
          calculated.flatMap(({ of, field }) => (of === Identifier ? [[field.name, field]] : [])),
        ),
      },
    ]),
  )
  return {
    definition,
    dataSets,
    all: () => all,
    nodes: (...shapes) => all.filter(node => shapes.includes(node.shape)),
    field({ DataSetIdentifier = '', ColumnName = '' }) {
      const dataSet = dataSets.get(DataSetIdentifier)
      if (!dataSet) return undefined
      if (dataSet.calculated.has(ColumnName))
        return { kind: 'calculated', level: levelOf(ColumnName, dataSet.calculated) }
      if (!dataSet.columns) return { kind: 'unknown' }
      return dataSet.columns.has(ColumnName)
        ? { kind: 'column', type: dataSet.columns.get(ColumnName) }
        : undefined
    },
  }
}
