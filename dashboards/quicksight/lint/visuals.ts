import type { Violation } from '../model/check.ts'
import { visuals } from './ids.ts'
import type { Scope } from './scope.ts'
import { found, oneOf } from './violation.ts'

interface LineWells {
  readonly Values?: readonly unknown[]
  readonly Colors?: readonly unknown[]
}

/** What QuickSight takes and then does not show, or shows as something else. */
export function* visualRules(scope: Scope): Generator<Violation> {
  for (const { value, path } of scope.nodes('LineChartAggregatedFieldWells')) {
    const { Values = [], Colors = [] } = value as LineWells
    if (Colors.length > 0 && Values.length > 1)
      yield found(
        `${path}.Values`,
        'lines have either colours or several values',
        `${Values.length} values with colours`,
        'one value, or no colours',
      )
  }
  for (const { value, path } of scope.nodes('AxisLabelOptions'))
    if (value.CustomLabel !== undefined && value.ApplyTo === undefined)
      yield found(
        `${path}.ApplyTo`,
        'a label of an axis does not say of which field',
        value.CustomLabel,
        'ApplyTo, or no CustomLabel',
      )
  for (const { value, path } of scope.nodes('KPIOptions')) {
    const { Comparison, PrimaryValueDisplayType } = value
    if (Comparison !== undefined && PrimaryValueDisplayType === undefined)
      yield found(
        `${path}.PrimaryValueDisplayType`,
        'a KPI with a comparison does not say which of both it shows, and stays empty',
        undefined,
        'HIDDEN, COMPARISON, ACTUAL',
      )
  }
  for (const { value, path } of scope.nodes('ScatterPlotCategoricallyAggregatedFieldWells')) {
    const { Category, Label } = value as Record<string, readonly unknown[] | undefined>
    if (!Category?.length && !Label?.length)
      yield found(
        path,
        'a scatter plot of aggregates has nothing to group by',
        undefined,
        'a field in Category or Label',
      )
  }
}

/** Actions lead to what is there. */
export function* actionRules(scope: Scope): Generator<Violation> {
  const sheets = new Map(
    (scope.definition.Sheets ?? []).map((sheet, i) => [sheet.SheetId ?? '', `Definition.Sheets[${i}].`]),
  )
  for (const { value, path } of scope.nodes('LocalNavigationConfiguration'))
    if (!sheets.has(String(value.TargetSheetId)))
      yield found(
        `${path}.TargetSheetId`,
        'there is no such sheet',
        value.TargetSheetId,
        oneOf(sheets.keys()),
      )
  const all = visuals(scope)
  for (const { value, path } of scope.nodes('SameSheetTargetVisualConfiguration')) {
    const sheet = [...sheets.values()].find(each => path.startsWith(each)) ?? ''
    const there = all.filter(each => each.path.startsWith(sheet)).map(each => String(each.value.VisualId))
    for (const [i, id] of ((value.TargetVisuals ?? []) as string[]).entries())
      if (!there.includes(id))
        yield found(`${path}.TargetVisuals[${i}]`, 'the sheet has no such visual', id, oneOf(there))
  }
}
