import { isOrdered } from '../../../spec/dataset.ts'
import { captionOf } from '../caption.ts'
import { checkFormats, formatColour } from '../condition.ts'
import { alone, type Compiler } from '../context.ts'
import { fieldId, measureWell, ownOrder, plainDimension } from '../well.ts'

/** Groups as rows and columns, each with its whole: ratios of the wholes are of the sums of the wholes. */
export const pivot: Compiler<'pivot'> = (visual, context) => {
  const { rows, columns, values, subtotals, formats, data } = visual
  checkFormats(visual, formats, values, context)
  const [first] = values
  return alone(visual, {
    PivotTableVisual: {
      ...captionOf(visual, context, [...rows, ...columns]),
      ChartConfiguration: {
        FieldWells: {
          PivotTableAggregatedFieldWells: {
            Rows: rows.map(dimension => plainDimension(visual, dimension, context)),
            Columns: columns.map(dimension => plainDimension(visual, dimension, context)),
            Values: values.map(value => measureWell(visual, value, context)),
          },
        },
        SortConfiguration: {
          FieldSortOptions: [
            ...[...rows, ...columns].filter(isOrdered).map(dimension => {
              const { FieldSort, ColumnSort } = ownOrder(visual, dimension, context)
              return {
                FieldId: fieldId(visual, dimension.name),
                SortBy: ColumnSort ? { Column: ColumnSort } : { Field: FieldSort },
              }
            }),
            ...(first
              ? rows
                  .filter(dimension => !isOrdered(dimension))
                  .map(dimension => ({
                    FieldId: fieldId(visual, dimension.name),
                    SortBy: {
                      Field: { FieldId: fieldId(visual, first.column), Direction: 'DESC' as const },
                    },
                  }))
              : []),
          ],
        },
        TableOptions: { MetricPlacement: 'COLUMN', ColumnNamesVisibility: 'VISIBLE' },
        TotalOptions: {
          RowTotalOptions: { TotalsVisibility: 'VISIBLE', Placement: 'END' },
          ColumnTotalOptions: { TotalsVisibility: 'VISIBLE', Placement: 'END' },
          RowSubtotalOptions: {
            TotalsVisibility: subtotals ? 'VISIBLE' : 'HIDDEN',
            FieldLevel: 'ALL',
          },
        },
        FieldOptions: {
          SelectedFieldOptions: [
            ...[...rows, ...columns].map(({ name, label }) => ({
              FieldId: fieldId(visual, name),
              CustomLabel: label,
            })),
            ...values.map(({ column, label }) => ({
              FieldId: fieldId(visual, column),
              CustomLabel: label,
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
