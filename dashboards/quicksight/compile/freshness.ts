import type { MeasureField } from '@aws-sdk/client-quicksight'
import { ledger } from '../../datasets/books.ts'
import type { Dataset } from '../../spec/dataset.ts'
import { GRID_COLUMNS } from '../../spec/visual.ts'
import type { Compiled, Context } from './context.ts'
import { viewField } from './field.ts'

const data = ledger as unknown as Dataset

/** What is told of age, by the column of the ledger whose newest value it is. */
const told = {
  arrived_at: 'Newest raw data arrived (UTC)',
  committed_at: 'Last taken into the lake (UTC)',
} as const

/**
 * How old the data is: what the page has in its header, as a strip at the top of each sheet. It is of the whole lake, so
 * that no filter acts on it; in memory it is as old as the data set of the ledger, which is refreshed with the others.
 */
export function freshnessOf({ sheet, fields }: Context): Pick<Compiled, 'id' | 'visual' | 'at'> {
  const id = `${sheet.id}-freshness`
  const columns = Object.entries(told)
  return {
    id,
    at: { x: 0, y: 0, w: GRID_COLUMNS, h: 3 },
    visual: {
      TableVisual: {
        VisualId: id,
        Title: { Visibility: 'VISIBLE', FormatText: { PlainText: 'How old the data is' } },
        Subtitle: { Visibility: 'HIDDEN' },
        VisualContentAltText:
          'Table of two moments: when the newest raw data arrived, and when the lake last took something in.',
        Actions: [],
        ChartConfiguration: {
          FieldWells: {
            TableAggregatedFieldWells: {
              GroupBy: [],
              Values: columns.map(
                ([name]): MeasureField => ({
                  DateMeasureField: {
                    FieldId: `${id}.${name}`,
                    Column: fields.use(viewField(data, name)),
                    AggregationFunction: 'MAX',
                    FormatConfiguration: { DateTimeFormat: 'YYYY-MM-DD HH:mm' },
                  },
                }),
              ),
            },
          },
          FieldOptions: {
            SelectedFieldOptions: columns.map(([name, CustomLabel]) => ({
              FieldId: `${id}.${name}`,
              CustomLabel,
            })),
          },
        },
      },
    },
  }
}
