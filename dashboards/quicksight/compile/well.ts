import type {
  ColumnHierarchy,
  DimensionField,
  FieldSortOptions,
  MeasureField,
} from '@aws-sdk/client-quicksight'
import type { Visual } from '../../normal/visual.ts'
import type { Dimension } from '../../spec/dataset.ts'
import type { Measure, SumMeasure, Unit } from '../../spec/measure.ts'
import type { Parameter } from '../../spec/parameter.ts'
import type { Share } from '../../spec/wells.ts'
import type { Context } from './context.ts'
import {
  dimensionField,
  type Field,
  fromField,
  measureField,
  orderField,
  parameterField,
  periodDifferenceField,
  periodMeasureField,
  shareField,
} from './field.ts'
import { dateFormat, numberFormat } from './format.ts'

/** The visual whose wells are filled. */
type Holder = Pick<Visual, 'id' | 'data'>

/** The id of a field in a visual: of the visual, and of the column that the page has for the same. */
export const fieldId = ({ id }: Holder, column: string): string => `${id}.${column}`

/** The id of the levels that a click on a dimension goes down. */
const hierarchyId = (holder: Holder, { name }: Dimension): string => `${fieldId(holder, name)}.levels`

const isMoment = ({ type }: Dimension): boolean => type === 'date' || type === 'timestamp'

/**
 * A dimension in a well.
 * @param hasLevels whether a click on it goes down
 */
export function plainDimension(
  holder: Holder,
  dimension: Dimension,
  { fields }: Context,
  hasLevels = false,
): DimensionField {
  const own = {
    FieldId: fieldId(holder, dimension.name),
    Column: fields.use(dimensionField(holder.data, dimension)),
    ...(hasLevels && { HierarchyId: hierarchyId(holder, dimension) }),
  }
  return isMoment(dimension)
    ? {
        DateDimensionField: {
          ...own,
          DateGranularity: dimension.type === 'date' ? 'DAY' : 'MINUTE',
          FormatConfiguration: dateFormat(dimension.type),
        },
      }
    : { CategoricalDimensionField: own }
}

/** A dimension in a well, and the levels that a click on it goes down: of a day or moment its own. */
export function dimensionWell(
  holder: Holder,
  dimension: Dimension,
  context: Context,
  drill: readonly Dimension[] = [],
): { readonly field: DimensionField; readonly hierarchies: ColumnHierarchy[] } {
  const HierarchyId = hierarchyId(holder, dimension)
  const levels = [dimension, ...drill]
  const hierarchies: ColumnHierarchy[] =
    drill.length > 0
      ? [
          {
            ExplicitHierarchy: {
              HierarchyId,
              Columns: levels.map(level => context.fields.use(dimensionField(holder.data, level))),
            },
          },
        ]
      : isMoment(dimension)
        ? [{ DateTimeHierarchy: { HierarchyId } }]
        : []
  return { field: plainDimension(holder, dimension, context, hierarchies.length > 0), hierarchies }
}

/** One moment for all rows. */
export const fromWell = (holder: Holder, { fields, days }: Context): DimensionField => ({
  DateDimensionField: {
    FieldId: fieldId(holder, 'from'),
    Column: fields.use(fromField(holder.data, days)),
    DateGranularity: 'DAY',
    FormatConfiguration: dateFormat('date'),
  },
})

const calculated = (FieldId: string, field: Field, unit: Unit, { fields }: Context): MeasureField => ({
  // An aggregate already: QuickSight takes no other aggregation on top of it.
  NumericalMeasureField: { FieldId, Column: fields.use(field), FormatConfiguration: numberFormat(unit) },
})

/**
 * A measure in a well.
 * @param held the measures of other wells: the same one again has an id of its own
 */
export function measureWell(
  holder: Holder,
  measure: Measure,
  context: Context,
  held: readonly Measure[] = [],
): MeasureField {
  const isHeld = held.some(({ column }) => column === measure.column)
  const id = fieldId(holder, isHeld ? `${measure.column}-again` : measure.column)
  return calculated(id, measureField(holder.data, measure), measure.unit, context)
}

/** A measure of the days shown, and of the equal period before, out of rows of both. */
export const periodWells = (
  holder: Holder,
  measure: Measure,
  context: Context,
): { readonly current: MeasureField; readonly previous: MeasureField } => {
  const well = (id: string, period: 'current' | 'previous'): MeasureField =>
    calculated(
      fieldId(holder, id),
      periodMeasureField(holder.data, measure, period, context.days),
      measure.unit,
      context,
    )
  return { current: well(measure.column, 'current'), previous: well(`${measure.column}-before`, 'previous') }
}

/** How far a measure is from that of the equal period before, out of rows of both. */
export const differenceWell = (holder: Holder, measure: Measure, context: Context): MeasureField =>
  calculated(
    fieldId(holder, `${measure.column}-difference`),
    periodDifferenceField(holder.data, measure, context.days),
    measure.unit,
    context,
  )

/** The share of the whole in a well. */
export const shareWell = (holder: Holder, { of }: Share<SumMeasure>, context: Context): MeasureField =>
  calculated(fieldId(holder, `${of.column}_share`), shareField(holder.data, of), 'percent', context)

/** What the viewer has set, in a well: the same in every row, so its largest value. */
export const parameterWell = (holder: Holder, parameter: Parameter, { fields }: Context): MeasureField => ({
  NumericalMeasureField: {
    FieldId: fieldId(holder, parameter.name),
    Column: fields.use(parameterField(holder.data, parameter)),
    AggregationFunction: { SimpleNumericalAggregation: 'MAX' },
    FormatConfiguration: numberFormat(parameter.unit),
  },
})

/** The order of a dimension that has one of its own: by time, or as its values are declared. */
export function ownOrder(holder: Holder, dimension: Dimension, { fields }: Context): FieldSortOptions {
  if (isMoment(dimension))
    return { FieldSort: { FieldId: fieldId(holder, dimension.name), Direction: 'ASC' } }
  return {
    ColumnSort: {
      SortBy: fields.use(orderField(holder.data, dimension)),
      Direction: 'ASC',
      AggregationFunction: { NumericalAggregationFunction: { SimpleNumericalAggregation: 'MIN' } },
    },
  }
}

/** Those with most first. */
export const mostFirst = (holder: Holder, { column }: Pick<Measure, 'column'>): FieldSortOptions => ({
  FieldSort: { FieldId: fieldId(holder, column), Direction: 'DESC' },
})

/** The title of an axis that shows a day or moment, which else would have the name of its column. */
export const axisLabel = (holder: Holder, dimension: Dimension, { fields }: Context) => ({
  AxisLabelOptions: [
    {
      CustomLabel: dimension.label,
      ApplyTo: {
        FieldId: fieldId(holder, dimension.name),
        Column: fields.use(dimensionField(holder.data, dimension)),
      },
    },
  ],
})
