import type { Visual } from '../../../normal/visual.ts'
import type { Measure } from '../../../spec/measure.ts'
import type { Rect } from '../../../spec/visual.ts'
import { captionOf } from '../caption.ts'
import { colourOf } from '../colour.ts'
import { formatColour } from '../condition.ts'
import type { Compiled, Compiler, Context } from '../context.ts'
import { measureField, periodMeasureField } from '../field.ts'
import { dimensionWell, measureWell, parameterWell, periodWells } from '../well.ts'

/** Rows of the grid that the line below a number takes, and those that the number needs. */
const LINE_ROWS = 2
const NUMBER_ROWS = 3

/** The line of the days: QuickSight's own sparkline would make the number above that of the last day. */
function trendOf(visual: Visual<'kpi'>, at: Rect, context: Context): readonly Compiled[] {
  const { trend, value, id, alt } = visual
  if (!trend) return []
  const holder = { ...visual, id: `${id}-trend` }
  const day = dimensionWell(holder, trend, context)
  const hidden = { Visibility: 'HIDDEN' } as const
  const axis = { AxisLineVisibility: 'HIDDEN', GridLineVisibility: 'HIDDEN' } as const
  const noLabels = { ...axis, TickLabelOptions: { LabelOptions: hidden } }
  return [
    {
      id: holder.id,
      at,
      days: 'shown',
      filters: [],
      visual: {
        LineChartVisual: {
          ...{ VisualId: holder.id, Title: hidden, Subtitle: hidden, VisualContentAltText: alt },
          ChartConfiguration: {
            FieldWells: {
              LineChartAggregatedFieldWells: {
                Category: [day.field],
                Values: [measureWell(holder, value, context)],
              },
            },
            SortConfiguration: {
              CategorySort: [
                {
                  FieldSort: {
                    FieldId: day.field.DateDimensionField?.FieldId ?? '',
                    Direction: 'ASC',
                  },
                },
              ],
            },
            Type: 'LINE',
            XAxisDisplayOptions: noLabels,
            PrimaryYAxisDisplayOptions: { AxisOptions: noLabels },
            XAxisLabelOptions: hidden,
            PrimaryYAxisLabelOptions: hidden,
            Legend: hidden,
          },
          ColumnHierarchies: day.hierarchies,
        },
      },
    },
  ]
}

/**
 * The number of all days shown, against its target or against the equal period before, which stands as its target; and
 * how it went by day, below.
 */
export const kpi: Compiler<'kpi'> = (visual, context) => {
  const { value, trend, target, formats, at, data } = visual
  // Nothing was before now.
  const compared = target === undefined && !data.is_of_now
  const split = trend !== undefined && at.h >= LINE_ROWS + NUMBER_ROWS
  const both = compared ? periodWells(visual, value, context) : undefined
  const own = target ? [parameterWell(visual, target, context)] : []
  const colouredField = (of: Measure) =>
    compared ? periodMeasureField(data, of, 'current', context.days) : measureField(data, of)
  const number = split ? { ...at, h: at.h - LINE_ROWS } : at
  return [
    {
      id: visual.id,
      at: number,
      days: compared ? 'both periods' : 'shown',
      filters: [],
      visual: {
        KPIVisual: {
          ...captionOf(visual, context),
          ChartConfiguration: {
            FieldWells: {
              Values: [both?.current ?? measureWell(visual, value, context)],
              TargetValues: both ? [both.previous] : own,
              TrendGroups: [],
            },
            KPIOptions: {
              PrimaryValueDisplayType: 'ACTUAL',
              ...((compared || target) && {
                // Of a share the change is told in points, as on the page: 7 % after 5 % is two points more.
                Comparison: {
                  ComparisonMethod:
                    compared && value.unit !== 'percent' ? 'PERCENT_DIFFERENCE' : 'DIFFERENCE',
                },
              }),
              TrendArrows: { Visibility: compared ? 'VISIBLE' : 'HIDDEN' },
              Sparkline: { Visibility: 'HIDDEN', Type: 'LINE', Color: colourOf(context.theme.accent) },
            },
          },
          ...(formats.length > 0 && {
            ConditionalFormatting: {
              ConditionalFormattingOptions: formats.map(format => ({
                PrimaryValue: { TextColor: formatColour(data, format, context, colouredField(format.of)) },
              })),
            },
          }),
        },
      },
    },
    ...(split ? trendOf(visual, { ...at, y: at.y + number.h, h: LINE_ROWS }, context) : []),
  ]
}
