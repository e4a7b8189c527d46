import type {
  ColumnIdentifier,
  Computation,
  CreateDataSetCommandInput,
  DashboardVersionDefinition,
  DimensionField,
  Filter,
  MeasureField,
  Visual,
} from '@aws-sdk/client-quicksight'
import { isOf, type Request } from '../../../dashboards/quicksight/request.ts'
import { expressionSql, isAggregate, quoted, text } from './expression-sql.ts'

/**
 * What the viewer has set, by the names of parameters: days and numbers as SQL, lists as their values; the ends of sliders
 * of filters, `slider <filter>`; and when it is, `now()`. QuickSight is taken at its word: rows without a value are shown where asked for.
 */
export type Set = Readonly<Record<string, string | readonly string[]>>

type Definition = DashboardVersionDefinition

/** A well, with the columns of its result: named by their field ids, without the visual's. */
interface Wells {
  readonly dimensions: readonly DimensionField[]
  readonly measures: readonly MeasureField[]
}

const isDimension = (value: object): value is DimensionField =>
  'CategoricalDimensionField' in value || 'DateDimensionField' in value
const isMeasure = (value: object): value is MeasureField =>
  'NumericalMeasureField' in value || 'DateMeasureField' in value

function within<T extends object>(value: unknown, is: (value: object) => value is T): readonly T[] {
  if (typeof value !== 'object' || value === null) return []
  return is(value) ? [value] : Object.values(value).flatMap(each => within(each, is))
}

const wellsOf = (wells: unknown): Wells => ({
  dimensions: within(wells, isDimension),
  measures: within(wells, isMeasure),
})

/** A visual of any kind, as far as all of them are alike. */
interface AnyVisual {
  readonly VisualId: string
  readonly ChartConfiguration?: { readonly FieldWells?: object; readonly SortConfiguration?: object }
  readonly InsightConfiguration?: { readonly Computations?: readonly Computation[] }
}

const memberOf = (visual: Visual): AnyVisual => Object.values(visual)[0] as AnyVisual

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`there is no ${what}`)
  return value
}

/** The rows of a data set: its columns, and those that are made with it, of the rows that count. */
function rowsSql({ PhysicalTableMap, DataPrepConfiguration }: CreateDataSetCommandInput): string {
  const { RelationalTable, CustomSql } = found(Object.values(PhysicalTableMap ?? {})[0], 'table')
  const scope = { field: quoted, parameter: (name: string) => found<string>(undefined, name) }
  const columns = (RelationalTable?.InputColumns ?? CustomSql?.Columns ?? []).map(({ Name = '' }) =>
    quoted(Name),
  )
  // Here every name is looked up in the one database that there is.
  const own = CustomSql?.SqlQuery?.replace(/"AwsDataCatalog"\."\w+"\./g, '')
  let sql = `SELECT ${columns.join(', ')} FROM ${own === undefined ? RelationalTable?.Name : `(${own}) AS own`}`
  for (const { FiltersStep, CreateColumnsStep } of Object.values(
    DataPrepConfiguration?.TransformStepMap ?? {},
  )) {
    for (const { ConditionExpression = '' } of FiltersStep?.FilterOperations ?? [])
      sql = `SELECT * FROM (${sql}) AS t WHERE ${expressionSql(ConditionExpression, scope)}`
    const made = (CreateColumnsStep?.Columns ?? []).map(
      ({ ColumnName = '', Expression = '' }) =>
        `${expressionSql(Expression, scope)} AS ${quoted(ColumnName)}`,
    )
    if (made.length > 0) sql = `SELECT *, ${made.join(', ')} FROM (${sql}) AS t`
  }
  return sql
}

/** A question that a visual asks, and its parts. */
export interface Asked {
  readonly sql: string
  /** What is asked for, the groups first: expressions over the rows, by name. */
  readonly items: readonly { readonly name: string; readonly sql: string }[]
  /** The rows, as a SELECT. */
  readonly rows: string
  /** What comes after the items: the rows, and the expressions by which they are put in groups. */
  readonly from: string
  /** Of which column the rows are sorted, those with most first. */
  readonly mostFirst: string | undefined
}

/** What can be asked of the definition of a dashboard. */
export function askerOf(requests: readonly Request[], dashboard: string, set: Set) {
  const { input } = found(
    requests.filter(isOf('CreateDashboard')).find(({ id }) => id === dashboard),
    'dashboard',
  )
  const definition = input.Definition as Definition
  const sheets = definition.Sheets ?? []

  const parameter = (name: string): string => {
    const value = found(set[name], `value of ${name}`)
    return typeof value === 'string' ? value : value.map(text).join(', ')
  }

  /** What is asked of all rows of a data set, by its name, before filters leave some of them. */
  const ofAllRows = new Map<string, string[]>()

  /** A field of a row or of a group, as SQL over the rows of the data set. */
  function fieldSql({ DataSetIdentifier, ColumnName = '' }: ColumnIdentifier): string {
    const calculated = (definition.CalculatedFields ?? []).find(
      each => each.DataSetIdentifier === DataSetIdentifier && each.Name === ColumnName,
    )
    if (!calculated) return quoted(ColumnName)
    const field = (name: string): string => fieldSql({ DataSetIdentifier, ColumnName: name })
    function beforeFilters(sql: string): string {
      const asked = ofAllRows.get(DataSetIdentifier ?? '') ?? []
      ofAllRows.set(DataSetIdentifier ?? '', [...new Set([...asked, sql])])
      return quoted(sql)
    }
    return `(${expressionSql(calculated.Expression ?? '', { field, parameter, beforeFilters })})`
  }

  function conditionOf({ TimeRangeFilter, CategoryFilter, NumericRangeFilter }: Filter): string | undefined {
    if (TimeRangeFilter) {
      const { Column, RangeMinimumValue, RangeMaximumValue } = TimeRangeFilter
      const ends = [RangeMinimumValue, RangeMaximumValue].map(end =>
        end?.RollingDate
          ? expressionSql(end.RollingDate.Expression ?? '', { field: quoted, parameter })
          : parameter(end?.Parameter ?? ''),
      )
      return `${fieldSql(Column as ColumnIdentifier)} BETWEEN ${ends.join(' AND ')}`
    }
    if (CategoryFilter) {
      const column = fieldSql(CategoryFilter.Column as ColumnIdentifier)
      const { FilterListConfiguration: list, CustomFilterConfiguration: custom } =
        CategoryFilter.Configuration ?? {}
      if (list) {
        const not = list.MatchOperator === 'CONTAINS' ? '' : 'NOT '
        return `${column} ${not}IN (${(list.CategoryValues ?? []).map(text).join(', ')})`
      }
      const chosen = parameter(custom?.ParameterName ?? '')
      const nulls = custom?.NullOption === 'ALL_VALUES'
      // Nothing chosen is everything, but for rows without a value, unless these are asked for.
      if (chosen === '') return nulls ? undefined : `${column} IS NOT NULL`
      return `(${column} IN (${chosen})${nulls ? ` OR ${column} IS NULL` : ''})`
    }
    if (NumericRangeFilter) {
      const { Column, NullOption, FilterId } = NumericRangeFilter
      const column = fieldSql(Column as ColumnIdentifier)
      const range = set[`slider ${FilterId}`]
      const valued = NullOption === 'ALL_VALUES' ? [] : [`${column} IS NOT NULL`]
      // Open until somebody moves the slider.
      const moved = range === undefined ? [] : [`${column} BETWEEN ${(range as string[]).join(' AND ')}`]
      return [...valued, ...moved].join(' AND ') || undefined
    }
    return undefined
  }

  const filtersOf = (visual: string): readonly Filter[] =>
    (definition.FilterGroups ?? [])
      .filter(({ ScopeConfiguration }) =>
        ScopeConfiguration?.SelectedSheets?.SheetVisualScopingConfigurations?.some(({ VisualIds }) =>
          VisualIds?.includes(visual),
        ),
      )
      .flatMap(({ Filters = [] }) => Filters)

  function find(id: string) {
    const visual = found(
      sheets.flatMap(({ Visuals = [] }) => Visuals).find(each => memberOf(each).VisualId === id),
      `visual ${id}`,
    )
    return memberOf(visual)
  }

  /** The rows that a visual is made of; its fields are asked for before. */
  function rowsOf(id: string, data: string): string {
    const all = rowsSql(
      found(
        requests.filter(isOf('CreateDataSet')).find(each => each.id === data),
        data,
      ).input,
    )
    const more = (ofAllRows.get(data) ?? []).map(sql => `, ${sql} AS ${quoted(sql)}`)
    const rows = more.length > 0 ? `SELECT *${more.join('')} FROM (${all}) AS a` : all
    const conditions = filtersOf(id).flatMap(filter => conditionOf(filter) ?? [])
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''
    const sql = `SELECT * FROM (${rows}) AS r${where}`
    // What bounds the groups looks at rows that all other filters have left.
    const bounds = filtersOf(id).flatMap(({ TopBottomFilter: top }) => {
      if (!top) return []
      const column = fieldSql(top.Column as ColumnIdentifier)
      const by = fieldSql(top.AggregationSortConfigurations?.[0]?.Column as ColumnIdentifier)
      return [
        `${column} IN (SELECT value FROM (SELECT ${column} AS value FROM (${sql}) AS a GROUP BY ${column} ORDER BY ${by} DESC, ${column} LIMIT ${top.Limit}) AS b)`,
      ]
    })
    return bounds.length > 0 ? `SELECT * FROM (${sql}) AS f WHERE ${bounds.join(' AND ')}` : sql
  }

  const nameOf = (id: string, fieldId = ''): string => fieldId.slice(id.length + 1)
  const columnOf = ({ CategoricalDimensionField, DateDimensionField }: DimensionField) =>
    found(CategoricalDimensionField ?? DateDimensionField, 'field')

  function measureSql({ NumericalMeasureField, DateMeasureField }: MeasureField): string {
    if (DateMeasureField)
      return `${DateMeasureField.AggregationFunction?.toLowerCase()}(${fieldSql(DateMeasureField.Column as ColumnIdentifier)})`
    const { Column, AggregationFunction } = found(NumericalMeasureField, 'measure')
    const sql = fieldSql(Column as ColumnIdentifier)
    const simple = AggregationFunction?.SimpleNumericalAggregation
    return simple ? `${simple.toLowerCase()}(${sql})` : sql
  }

  return {
    /** Of all visuals whose question is of groups: a histogram and a box plot look at single values. */
    ids: sheets
      .flatMap(({ Visuals = [] }) => Visuals)
      .filter(each => !each.HistogramVisual && !each.BoxPlotVisual && !each.InsightVisual)
      .map(each => memberOf(each).VisualId),
    find,
    /** Rows by the dimensions of the wells, or by some of them: the wholes of a pivot have fewer. */
    ask(
      id: string,
      wells: unknown = find(id).ChartConfiguration?.FieldWells,
      only?: readonly string[],
    ): Asked {
      const { dimensions, measures } = wellsOf(wells)
      const first = found(dimensions[0] ?? measures[0], 'field')
      const data = found(
        within(first, (value): value is ColumnIdentifier => 'DataSetIdentifier' in value)[0]
          ?.DataSetIdentifier,
        'data set',
      )
      const groups = dimensions
        .map(columnOf)
        .map(({ FieldId, Column }) => ({
          name: nameOf(id, FieldId),
          sql: fieldSql(Column as ColumnIdentifier),
        }))
        .filter(({ name }) => !only || only.includes(name))
      const values = measures.map(measure => ({
        name: nameOf(id, (measure.NumericalMeasureField ?? measure.DateMeasureField)?.FieldId),
        sql: measureSql(measure),
      }))
      const items = [...groups, ...values]
      const list = items.map(({ name, sql }) => `${sql} AS ${quoted(name)}`).join(', ')
      const by = groups.length > 0 ? ` GROUP BY ${groups.map(({ sql }) => sql).join(', ')}` : ''
      const sorts = JSON.stringify(find(id).ChartConfiguration?.SortConfiguration ?? {})
      const sorted = /"FieldSort":\{"FieldId":"([^"]+)","Direction":"DESC"\}/.exec(sorts)?.[1]
      const mostFirst = sorted === undefined ? undefined : nameOf(id, sorted)
      const order = mostFirst === undefined ? '' : ` ORDER BY ${quoted(mostFirst)} DESC`
      const rows = rowsOf(id, data)
      const from = `(${rows}) AS f${by}`
      return { sql: `SELECT ${list} FROM ${from}${order}`, items, rows, from, mostFirst }
    },
    /** Single values, each as a row. */
    values(id: string): string {
      const { Column } = found(
        wellsOf(find(id).ChartConfiguration?.FieldWells).measures[0]?.NumericalMeasureField,
        'measure',
      )
      const { DataSetIdentifier = '' } = Column as ColumnIdentifier
      return `SELECT ${fieldSql(Column as ColumnIdentifier)} AS value FROM (${rowsOf(id, DataSetIdentifier)}) AS f`
    },
    /** Whether each calculated field is one of rows or one of groups, for tests that look at all of them. */
    calculated: (definition.CalculatedFields ?? []).map(({ Name = '', Expression = '' }) => ({
      name: Name,
      expression: Expression,
      isAggregate: isAggregate(Expression),
    })),
  }
}
