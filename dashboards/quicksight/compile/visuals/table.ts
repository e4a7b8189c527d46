import type { Measure, SumMeasure } from '../../../spec/measure.ts'
import type { Share } from '../../../spec/wells.ts'
import { linkActions } from '../action.ts'
import { captionOf } from '../caption.ts'
import { checkFormats, formatColour } from '../condition.ts'
import { alone, type Compiler } from '../context.ts'
import { fieldId, measureWell, mostFirst, plainDimension, shareWell } from '../well.ts'

const columnOf = (value: Measure | Share<SumMeasure>): string =>
  value.kind === 'share' ? `${value.of.column}_share` : value.column

/** Groups as rows, those with most of the first value first. QuickSight turns pages, so that no row is left out. */
export const table: Compiler<'table'> = (visual, context) => {
  const { group_by, values, totals, formats, links, data } = visual
  const [first] = values
  checkFormats(visual, formats, values, context)
  const { Actions, ...caption } = captionOf(visual, context, group_by)
  return alone(visual, {
    TableVisual: {
      ...caption,
      Actions: [...Actions, ...linkActions(visual, links)],
      ChartConfiguration: {
        FieldWells: {
          TableAggregatedFieldWells: {
            GroupBy: group_by.map(dimension => plainDimension(visual, dimension, context)),
            Values: values.map(value =>
              value.kind === 'share'
                ? shareWell(visual, value, context)
                : measureWell(visual, value, context),
            ),
          },
        },
        SortConfiguration: {
          RowSort: first ? [mostFirst(visual, { column: columnOf(first) })] : [],
          PaginationConfiguration: { PageSize: 100, PageNumber: 1 },
        },
        TotalOptions: { TotalsVisibility: totals ? 'VISIBLE' : 'HIDDEN', Placement: 'END' },
        FieldOptions: {
          SelectedFieldOptions: [
            ...group_by.map(({ name, label }) => ({
              FieldId: fieldId(visual, name),
              CustomLabel: label,
            })),
            ...values.map(value => ({
              FieldId: fieldId(visual, columnOf(value)),
              CustomLabel: value.kind === 'share' ? 'Share' : value.label,
            })),
          ],
        },
      },
      ...(formats.length > 0 && {
        ConditionalFormatting: {
          ConditionalFormattingOptions: formats.map(format => ({
            Cell: {
              FieldId: fieldId(visual, format.of.column),
              TextFormat: { TextColor: formatColour(data, format, context) },
            },
          })),
        },
      }),
    },
  })
}
