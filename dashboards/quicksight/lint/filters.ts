import type { ColumnIdentifier, FilterGroup, SheetDefinition } from '@aws-sdk/client-quicksight'
import type { Violation } from '../model/check.ts'
import type { Scope } from './scope.ts'
import { found, oneOf } from './violation.ts'

const visualIds = (sheet: SheetDefinition): readonly string[] =>
  (sheet.Visuals ?? []).map(visual => Object.values(visual)[0]?.VisualId ?? '')

function* scopeRules(
  group: FilterGroup,
  path: string,
  sheets: ReadonlyMap<string, SheetDefinition>,
): Generator<Violation> {
  const scopes = group.ScopeConfiguration?.SelectedSheets?.SheetVisualScopingConfigurations ?? []
  for (const [i, { SheetId = '', Scope: reach, VisualIds = [] }] of scopes.entries()) {
    const at = `${path}.ScopeConfiguration.SelectedSheets.SheetVisualScopingConfigurations[${i}]`
    const sheet = sheets.get(SheetId)
    if (!sheet) {
      yield found(`${at}.SheetId`, 'there is no such sheet', SheetId, oneOf(sheets.keys()))
      continue
    }
    const there = visualIds(sheet)
    for (const [j, id] of VisualIds.entries())
      if (!there.includes(id))
        yield found(`${at}.VisualIds[${j}]`, 'the sheet has no such visual', id, oneOf(there))
    if (reach === 'SELECTED_VISUALS' && VisualIds.length === 0)
      yield found(`${at}.VisualIds`, 'no visual is selected', VisualIds, oneOf(there))
    if (reach === 'ALL_VISUALS' && VisualIds.length > 0)
      yield found(
        `${at}.VisualIds`,
        'all visuals are meant, and some are named',
        VisualIds,
        'no VisualIds, or SELECTED_VISUALS',
      )
  }
}

interface AnyFilter {
  readonly FilterId?: string
  readonly Column?: ColumnIdentifier
  readonly [member: string]: unknown
}

/** What a filter takes its value from: without any of it a visual stays empty. */
const sources: Readonly<Record<string, readonly string[]>> = {
  NumericEqualityFilter: ['Value', 'ParameterName', 'SelectAllOptions'],
  TimeEqualityFilter: ['Value', 'ParameterName', 'RollingDate'],
  TopBottomFilter: ['Limit', 'ParameterName'],
  NumericRangeFilter: ['RangeMinimum', 'RangeMaximum', 'SelectAllOptions'],
  TimeRangeFilter: ['RangeMinimumValue', 'RangeMaximumValue'],
}

function* valueRules(kind: string, filter: AnyFilter, path: string): Generator<Violation> {
  const members = sources[kind]
  if (members && !members.some(member => filter[member] !== undefined))
    yield found(path, 'the filter has no value to go by', filter.FilterId, `one of ${members.join(', ')}`)
  const { RelativeDateType: type, RelativeDateValue: value, ParameterName: parameter } = filter
  if (
    kind === 'RelativeDatesFilter' &&
    (type === 'LAST' || type === 'NEXT') &&
    value === undefined &&
    parameter === undefined
  )
    yield found(
      `${path}.RelativeDateValue`,
      'the filter does not say how many',
      filter.FilterId,
      'a number, or ParameterName',
    )
  const configuration = (filter.Configuration as Record<string, Record<string, unknown>> | undefined)
    ?.CustomFilterConfiguration
  if (!configuration) return
  const given = ['CategoryValue', 'ParameterName', 'SelectAllOptions'].filter(
    name => configuration[name] !== undefined,
  )
  if (given.length !== 1)
    yield found(
      `${path}.Configuration.CustomFilterConfiguration`,
      'exactly one value is meant',
      given,
      'one of CategoryValue, ParameterName, SelectAllOptions',
    )
}

/** Filters filter something, by something, and reach what is there. */
export function* filterRules(scope: Scope): Generator<Violation> {
  const sheets = new Map((scope.definition.Sheets ?? []).map(sheet => [sheet.SheetId ?? '', sheet]))
  for (const [i, group] of (scope.definition.FilterGroups ?? []).entries()) {
    const path = `Definition.FilterGroups[${i}]`
    yield* scopeRules(group, path, sheets)
    const levels = new Set<string>()
    for (const [j, union] of (group.Filters ?? []).entries())
      for (const [kind, filter] of Object.entries(union) as [string, AnyFilter][]) {
        yield* valueRules(kind, filter, `${path}.Filters[${j}].${kind}`)
        const field = filter.Column && scope.field(filter.Column)
        if (field)
          levels.add(field.kind === 'calculated' && field.level === 'aggregate' ? 'aggregate' : 'row')
      }
    if (levels.size > 1)
      yield found(
        `${path}.Filters`,
        'filters of rows and of aggregates are in one group',
        group.FilterGroupId,
        'a group for each',
      )
  }
}
