import type { GridLayoutElement, SheetDefinition, SheetTextBox } from '@aws-sdk/client-quicksight'
import type { Rect, TextSpec } from '../../spec/visual.ts'
import { GRID_COLUMNS } from '../../spec/visual.ts'
import type { Context } from './context.ts'
import { type Control, controlsOf } from './control.ts'
import type { Placed } from './filter.ts'
import { freshnessOf } from './freshness.ts'

/** What a control needs of the grid. */
const CONTROL = { w: 6, h: 2 } as const
const CONTROLS_A_ROW = GRID_COLUMNS / CONTROL.w

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Words as the markup that text boxes have. */
const textBox = ({ id, title, paragraphs }: TextSpec): SheetTextBox => ({
  SheetTextBoxId: id,
  Content: `<text-box><inline font-size="18px"><b>${escaped(title)}</b></inline>${paragraphs
    .map(paragraph => `<br/><br/><inline font-size="14px">${escaped(paragraph)}</inline>`)
    .join('')}</text-box>`,
})

const element = (
  ElementId: string,
  ElementType: NonNullable<GridLayoutElement['ElementType']>,
  { x, y, w, h }: Rect,
): GridLayoutElement => ({
  ElementId,
  ElementType,
  ColumnIndex: x,
  ColumnSpan: w,
  RowIndex: y,
  RowSpan: h,
})

const controlElement = ({ id, type }: Control, i: number): GridLayoutElement =>
  element(id, type, {
    x: (i % CONTROLS_A_ROW) * CONTROL.w,
    y: Math.floor(i / CONTROLS_A_ROW) * CONTROL.h,
    ...CONTROL,
  })

/** A sheet: its controls at the top, how old the data is, and its visuals below on the same grid as on the page. */
export function sheetDefinition(placed: readonly Placed[], context: Context): SheetDefinition {
  const { id, title, question, texts } = context.sheet
  const visuals = placed.filter(({ sheet }) => sheet === id).flatMap(({ compiled }) => compiled)
  const controls = controlsOf(placed, context)
  const freshness = freshnessOf(context)
  const top = Math.ceil(controls.length / CONTROLS_A_ROW) * CONTROL.h
  const below = (at: Rect): Rect => ({ ...at, y: at.y + top + freshness.at.h })
  return {
    SheetId: id,
    Name: title,
    Title: title,
    Description: question,
    ContentType: 'INTERACTIVE',
    ParameterControls: controls.flatMap(each => (each.type === 'PARAMETER_CONTROL' ? [each.control] : [])),
    FilterControls: controls.flatMap(each => (each.type === 'FILTER_CONTROL' ? [each.control] : [])),
    Visuals: [freshness, ...visuals].map(({ visual }) => visual),
    TextBoxes: texts.map(textBox),
    Layouts: [
      {
        Configuration: {
          GridLayout: {
            Elements: [
              ...controls.map(controlElement),
              element(freshness.id, 'VISUAL', { ...freshness.at, y: top }),
              ...visuals.map(each => element(each.id, 'VISUAL', below(each.at))),
              ...texts.map(each => element(each.id, 'TEXT_BOX', below(each.at))),
            ],
            CanvasSizeOptions: {
              ScreenCanvasSizeOptions: { ResizeOption: 'FIXED', OptimizedViewPortWidth: '1600px' },
            },
          },
        },
      },
    ],
  }
}
