import type { GridLayoutElement, SheetDefinition } from '@aws-sdk/client-quicksight'
import type { Violation } from '../model/check.ts'
import type { Scope } from './scope.ts'
import { doubles, found, oneOf } from './violation.ts'

const COLUMNS = 36
/** Of the row of controls above a sheet. */
const CONTROL_COLUMNS = 12
const MOST_CONTROL_COLUMNS = 6

/** What a sheet has, by id, as layouts call it. */
function contents(sheet: SheetDefinition) {
  const first = (union: object): Readonly<Record<string, string>> => Object.values(union)[0] ?? {}
  const all = (type: string, ids: readonly (string | undefined)[]) => ids.map(id => [id ?? '', type] as const)
  const controls = [
    ...all(
      'FILTER_CONTROL',
      (sheet.FilterControls ?? []).map(each => first(each).FilterControlId),
    ),
    ...all(
      'PARAMETER_CONTROL',
      (sheet.ParameterControls ?? []).map(each => first(each).ParameterControlId),
    ),
  ]
  const placed = [
    ...all(
      'VISUAL',
      (sheet.Visuals ?? []).map(each => first(each).VisualId),
    ),
    ...all(
      'TEXT_BOX',
      (sheet.TextBoxes ?? []).map(each => each.SheetTextBoxId),
    ),
    ...all(
      'IMAGE',
      (sheet.Images ?? []).map(each => each.SheetImageId),
    ),
  ]
  return { controls: new Map(controls), placed: new Map(placed) }
}

const overlap = (a: GridLayoutElement, b: GridLayoutElement): boolean => {
  const [ax = 0, ay = 0, bx = 0, by = 0] = [a.ColumnIndex, a.RowIndex, b.ColumnIndex, b.RowIndex]
  const [aw = 0, ah = 0, bw = 0, bh = 0] = [a.ColumnSpan, a.RowSpan, b.ColumnSpan, b.RowSpan]
  return ax < bx + bw && bx < ax + aw && ay < by + bh && by < ay + ah
}

function* gridRules(
  elements: readonly GridLayoutElement[],
  path: string,
  columns: number,
): Generator<Violation> {
  for (const [i, element] of elements.entries()) {
    const at = `${path}[${i}]`
    const { ColumnIndex = 0, ColumnSpan = 0 } = element
    if (ColumnIndex + ColumnSpan > columns)
      yield found(
        at,
        'the element reaches over the edge of the grid',
        `${element.ElementId}: columns ${ColumnIndex} to ${ColumnIndex + ColumnSpan}`,
        `up to column ${columns}`,
      )
    // Elements without a place are put one behind the other.
    if (element.ColumnIndex === undefined || element.RowIndex === undefined) continue
    const other = elements
      .slice(0, i)
      .find(before => before.RowIndex !== undefined && overlap(before, element))
    if (other)
      yield found(
        at,
        'the element lies over another one',
        `${element.ElementId} over ${other.ElementId}`,
        'elements side by side',
      )
  }
}

function* sheetRules(sheet: SheetDefinition, path: string): Generator<Violation> {
  const { controls, placed } = contents(sheet)
  const layout = sheet.Layouts?.[0]?.Configuration
  const grid = layout?.GridLayout
  const at = `${path}.Layouts[0].Configuration`
  const free = layout?.FreeFormLayout
  const elements = grid?.Elements ?? free?.Elements
  const above = sheet.SheetControlLayouts?.[0]?.Configuration?.GridLayout?.Elements ?? []
  const aboveAt = `${path}.SheetControlLayouts[0].Configuration.GridLayout.Elements`

  if (grid) yield* gridRules(grid.Elements ?? [], `${at}.GridLayout.Elements`, COLUMNS)
  yield* gridRules(above, aboveAt, CONTROL_COLUMNS)
  for (const [i, { ElementId, ColumnSpan = 0 }] of above.entries())
    if (ColumnSpan > MOST_CONTROL_COLUMNS)
      yield found(
        `${aboveAt}[${i}].ColumnSpan`,
        'the control is too wide for its row',
        `${ElementId}: ${ColumnSpan}`,
        `up to ${MOST_CONTROL_COLUMNS} of ${CONTROL_COLUMNS} columns`,
      )

  // What a section has is laid out within it.
  if (!elements) return
  const name = grid ? 'GridLayout' : 'FreeFormLayout'
  const laid = [
    ...elements.map((each, i) => ({ ...each, path: `${at}.${name}.Elements[${i}]`, isAbove: false })),
    ...above.map((each, i) => ({ ...each, path: `${aboveAt}[${i}]`, isAbove: true })),
  ]
  yield* doubles(
    'an element of the layout',
    laid.map(each => ({ name: each.ElementId ?? '', path: `${each.path}.ElementId` })),
  )
  const known = new Map([...placed, ...controls])
  for (const { ElementId = '', ElementType, path: where, isAbove } of laid) {
    const type = known.get(ElementId)
    if (type === undefined || (isAbove && !controls.has(ElementId)))
      yield found(
        `${where}.ElementId`,
        'the sheet has no such element',
        ElementId,
        oneOf((isAbove ? controls : known).keys()),
      )
    else if (type !== ElementType)
      yield found(
        `${where}.ElementType`,
        'the element is something else',
        `${ElementId}: ${ElementType}`,
        type,
      )
  }
  const there = new Set(laid.map(({ ElementId }) => ElementId))
  for (const [id, type] of known)
    if (!there.has(id))
      yield found(
        path,
        'something has no place in the layout, and would not be seen',
        `${id}, a ${type}`,
        'an element of the layout with its id',
      )

  const width =
    grid?.CanvasSizeOptions?.ScreenCanvasSizeOptions ?? free?.CanvasSizeOptions?.ScreenCanvasSizeOptions
  const optimized = width?.OptimizedViewPortWidth
  const widthAt = `${at}.${name}.CanvasSizeOptions.ScreenCanvasSizeOptions.OptimizedViewPortWidth`
  if (optimized !== undefined && !/^\d+px$/.test(optimized))
    yield found(widthAt, 'the width is no number of pixels', optimized, 'such as 1600px')
  if (grid && width && 'ResizeOption' in width && width.ResizeOption === 'FIXED' && optimized === undefined)
    yield found(widthAt, 'this is missing', undefined, 'a width, such as 1600px, where ResizeOption is FIXED')
}

/** What a sheet has lies in its layout, once, and within the grid. */
export function* layoutRules(scope: Scope): Generator<Violation> {
  for (const [i, sheet] of (scope.definition.Sheets ?? []).entries())
    yield* sheetRules(sheet, `Definition.Sheets[${i}]`)
}
