import type { Violation } from '../model/check.ts'
import type { Scope } from './scope.ts'
import { doubles, found, oneOf } from './violation.ts'
import type { Node } from './walk.ts'

/** Members that name what they are in, and what they name, for people; unique in the whole definition. */
const ids: Readonly<Record<string, string>> = {
  SheetId: 'the id of a sheet',
  VisualId: 'the id of a visual',
  SheetTextBoxId: 'the id of a text box',
  SheetImageId: 'the id of an image',
  FilterGroupId: 'the id of a filter group',
  FilterId: 'the id of a filter',
  FilterControlId: 'the id of a control',
  ParameterControlId: 'the id of a control',
  CustomActionId: 'the id of an action',
}

/** Structures with the id of something else. */
const references = new Set([
  'SheetVisualScopingConfiguration',
  'SheetTooltip',
  'LocalNavigationConfiguration',
])

/** What shows data, of a sheet. */
export const visuals = (scope: Scope): readonly Node[] =>
  scope
    .nodes('Visual')
    .flatMap(({ value, path }): readonly Node[] =>
      Object.entries(value).flatMap(([shape, visual]) =>
        visual === undefined ? [] : [{ shape, value: visual as Node['value'], path: `${path}.${shape}` }],
      ),
    )

/** The structures that declare a field of a visual. */
const fieldShapes = [
  'CategoricalDimensionField',
  'NumericalDimensionField',
  'DateDimensionField',
  'CategoricalMeasureField',
  'NumericalMeasureField',
  'DateMeasureField',
  'CalculatedMeasureField',
  'UnaggregatedField',
]

/** Structures that name a field by its id. */
const fieldReferences = [
  'AxisLabelReferenceOptions',
  'DataFieldBarSeriesItem',
  'DataFieldComboSeriesItem',
  'DataFieldSeriesItem',
  'FieldBarSeriesItem',
  'FieldComboSeriesItem',
  'FieldSeriesItem',
  'FieldSort',
  'FieldTooltipItem',
  'PivotFieldSortOptions',
  'PivotTableCellConditionalFormatting',
  'PivotTableFieldOption',
  'PivotTableFieldSubtotalOptions',
  'TableCellConditionalFormatting',
  'TableFieldOption',
  'TotalAggregationOption',
]

function* fieldRules(scope: Scope): Generator<Violation> {
  const isWithin = (path: string) => (node: Node) => node.path.startsWith(`${path}.`)
  for (const { path } of visuals(scope)) {
    const fields = scope.nodes(...fieldShapes).filter(isWithin(path))
    const named = fields.map(({ value, path: at }) => ({
      name: String(value.FieldId),
      path: `${at}.FieldId`,
    }))
    yield* doubles('the id of a field of this visual', named)
    const known = new Set(named.map(({ name }) => name))
    for (const { value, path: at } of scope.nodes(...fieldReferences).filter(isWithin(path)))
      if (value.FieldId !== undefined && !known.has(String(value.FieldId)))
        yield found(`${at}.FieldId`, 'the visual has no such field', value.FieldId, oneOf(known))
  }
}

/** Ids are unique, and lead somewhere. */
export function* idRules(scope: Scope): Generator<Violation> {
  for (const [member, what] of Object.entries(ids)) {
    const named = scope
      .all()
      .filter(({ shape, value }) => typeof value[member] === 'string' && !references.has(shape))
      .map(({ value, path }) => ({ name: String(value[member]), path: `${path}.${member}` }))
    yield* doubles(what, named)
  }
  yield* fieldRules(scope)
}
