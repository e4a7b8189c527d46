import type { FilterGroup } from '@aws-sdk/client-quicksight'
import type { Violation } from '../model/check.ts'
import { declaredParameters } from './parameters.ts'
import type { Scope } from './scope.ts'
import { found, oneOf } from './violation.ts'

interface AnyControl {
  readonly FilterControlId?: string
  readonly ParameterControlId?: string
  readonly SourceFilterId?: string
  readonly SourceParameterName?: string
  readonly Type?: string
  readonly SelectableValues?: { readonly Values?: readonly unknown[]; readonly LinkToDataSetColumn?: unknown }
  readonly CascadingControlConfiguration?: {
    readonly SourceControls?: readonly { readonly SourceSheetControlId?: string }[]
  }
}

/** Whether a filter reaches several sheets: QuickSight then has one control for all of them. */
const isAcross = ({ ScopeConfiguration }: FilterGroup): boolean =>
  ScopeConfiguration?.AllSheets !== undefined ||
  (ScopeConfiguration?.SelectedSheets?.SheetVisualScopingConfigurations ?? []).length > 1

const reaches = ({ ScopeConfiguration }: FilterGroup, sheet: string): boolean =>
  ScopeConfiguration?.AllSheets !== undefined ||
  (ScopeConfiguration?.SelectedSheets?.SheetVisualScopingConfigurations ?? []).some(
    each => each.SheetId === sheet,
  )

function* sourceRules(
  kind: string,
  { SourceFilterId }: AnyControl,
  path: string,
  groups: ReadonlyMap<string, FilterGroup>,
  sheet: string,
): Generator<Violation> {
  if (SourceFilterId === undefined) return
  const group = groups.get(SourceFilterId)
  if (!group)
    return yield found(
      `${path}.SourceFilterId`,
      'there is no such filter',
      SourceFilterId,
      oneOf(groups.keys()),
    )
  if (!reaches(group, sheet))
    yield found(
      `${path}.SourceFilterId`,
      'the filter of the control does not reach its sheet',
      SourceFilterId,
      `a filter whose scope has the sheet ${sheet}`,
    )
  const across = isAcross(group)
  if (across !== (kind === 'CrossSheet'))
    yield found(
      path,
      across ? 'the filter reaches several sheets' : 'the filter reaches one sheet only',
      `${SourceFilterId}, with the control ${kind}`,
      across
        ? 'CrossSheet, and a DefaultFilterControlConfiguration at the filter'
        : 'a control of its own kind',
    )
  const filter = (group.Filters ?? [])
    .flatMap(union => Object.values(union))
    .find(each => each?.FilterId === SourceFilterId)
  if (kind === 'CrossSheet' && filter && !('DefaultFilterControlConfiguration' in filter))
    yield found(
      `${path}.SourceFilterId`,
      'the filter does not say which control it has on all sheets',
      SourceFilterId,
      'DefaultFilterControlConfiguration',
    )
}

/** Controls set something that is there, and offer something to choose. */
export function* controlRules(scope: Scope): Generator<Violation> {
  const groups = new Map(
    (scope.definition.FilterGroups ?? []).flatMap(group =>
      (group.Filters ?? []).flatMap(union =>
        Object.values(union).map(filter => [filter?.FilterId ?? '', group] as const),
      ),
    ),
  )
  const parameters = new Map(declaredParameters(scope).map(each => [each.name, each]))
  for (const [i, sheet] of (scope.definition.Sheets ?? []).entries()) {
    const controls = (['FilterControls', 'ParameterControls'] as const).flatMap(list =>
      (sheet[list] ?? []).flatMap((union, j) =>
        Object.entries(union).map(([kind, control]) => ({
          kind,
          control: control as AnyControl,
          path: `Definition.Sheets[${i}].${list}[${j}].${kind}`,
        })),
      ),
    )
    const ids = new Set(
      controls.map(({ control }) => control.FilterControlId ?? control.ParameterControlId ?? ''),
    )
    for (const { kind, control, path } of controls) {
      yield* sourceRules(kind, control, path, groups, sheet.SheetId ?? '')
      const { SourceParameterName: name, SelectableValues: values } = control
      const isChoice = kind === 'Dropdown' || kind === 'List'
      if (
        name !== undefined &&
        isChoice &&
        values?.LinkToDataSetColumn === undefined &&
        !values?.Values?.length
      )
        yield found(
          `${path}.SelectableValues`,
          'the control offers nothing',
          name,
          'Values, or LinkToDataSetColumn',
        )
      const single = parameters.get(name ?? '')?.value.ParameterValueType === 'SINGLE_VALUED'
      if (isChoice && single && control.Type === 'MULTI_SELECT')
        yield found(
          `${path}.Type`,
          'several values are chosen for a parameter of one',
          name,
          'SINGLE_SELECT, or MULTI_VALUED',
        )
      for (const [j, { SourceSheetControlId: id }] of (
        control.CascadingControlConfiguration?.SourceControls ?? []
      ).entries())
        if (!ids.has(id ?? ''))
          yield found(
            `${path}.CascadingControlConfiguration.SourceControls[${j}]`,
            'the sheet has no such control',
            id,
            oneOf(ids),
          )
    }
  }
}
